import { Button, Group, NumberInput, Stack, Table, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberAllowance } from '../../../contract/api/numbers.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { CountrySelect } from '../../form/place-fields.tsx'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { useNumberFilters } from './use-number-filters.ts'

/** How many numbers the company may hold; whoever runs the installation raises it. */
export function AllowancePanel() {
  const { data } = useSuspenseQuery(answerOf(endpoints.getNumberAllowance, {}))
  const { isOperator } = useSession()
  const { search } = useNumberFilters()
  const navigate = useNavigate()
  return (
    <SidePanel title="Allowance of numbers" onClose={() => void navigate({ to: paths.numbers, search })}>
      <Stack>
        <Text size="sm">
          Your licences include {data.included.toLocaleString()} numbers of any country; {data.drawn.toLocaleString()}{' '}
          of them are in use. More are bought by country and used first.
        </Text>
        <Table aria-label="Numbers by country" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Country</Table.Th>
              <Table.Th ta="end">Held</Table.Th>
              <Table.Th ta="end">Bought</Table.Th>
              <Table.Th ta="end">More allowed</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="tabular">
            {data.countries.map(({ country, used, bought, left }) => (
              <Table.Tr key={country}>
                <Table.Td>{countryName(country)}</Table.Td>
                <Table.Td ta="end">{used.toLocaleString()}</Table.Td>
                <Table.Td ta="end">{bought.toLocaleString()}</Table.Td>
                <Table.Td ta="end">{left.toLocaleString()}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Td>Any other</Table.Td>
              <Table.Td ta="end">0</Table.Td>
              <Table.Td ta="end">0</Table.Td>
              <Table.Td ta="end">{data.leftElsewhere.toLocaleString()}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        {isOperator ? (
          <BoughtForm allowance={data} />
        ) : (
          <Text size="sm" c="dimmed">
            Whoever runs this installation can raise it.
          </Text>
        )}
      </Stack>
    </SidePanel>
  )
}

function BoughtForm({ allowance }: { allowance: NumberAllowance }) {
  const boughtIn = (code: string) => allowance.countries.find((one) => one.country === code)?.bought ?? 0
  const [country, setCountry] = useState(allowance.countries[0]?.country ?? 'US')
  const [bought, setBought] = useState<number | string>(boughtIn(country))
  const change = useChange(
    () => call(endpoints.setNumberAllowance, { body: { country, bought: Number(bought) } }),
    ({ changeSetId }) =>
      sayDone(
        changeSetId ? `${countryName(country)}: ${Number(bought).toLocaleString()} bought.` : 'Nothing was different.',
        changeSetId,
      ),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (bought !== '') change.mutate(undefined)
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <CountrySelect
          value={country}
          onChange={(code: string | null) => {
            setCountry(code ?? country)
            setBought(boughtIn(code ?? country))
          }}
        />
        <NumberInput label="Bought" min={0} max={1_000_000} w={130} value={bought} onChange={setBought} />
        <Button type="submit" loading={change.isPending}>
          Save
        </Button>
      </Group>
    </form>
  )
}
