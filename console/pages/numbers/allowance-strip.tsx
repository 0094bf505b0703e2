import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberAllowance } from '../../../contract/api/numbers.ts'
import { answerOf } from '../../../web/answers.ts'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import { AnchorLink } from '../../ui/links.tsx'

/** How many more numbers the company may hold, country by country. */
export function AllowanceStrip() {
  const { data } = useQuery(answerOf(endpoints.getNumberAllowance, {}))
  if (!data) return null
  const shown = data.countries.filter(({ used, bought }) => used > 0 || bought > 0)
  return (
    <Group gap="lg" mb="md" role="group" aria-label="Allowance">
      {shown.slice(0, 4).map(({ country, used, left }) => (
        <Text key={country} size="sm">
          {countryName(country)}: <b>{used.toLocaleString()}</b> held,{' '}
          <Text span size="sm" c={left === 0 ? 'var(--offhook-attention)' : undefined}>
            {left.toLocaleString()} more allowed
          </Text>
        </Text>
      ))}
      <AnchorLink to={paths.numberAllowance} size="sm">
        Allowance
      </AnchorLink>
    </Group>
  )
}

/** How many more numbers of a country the company may claim. */
export function leftIn({ countries, leftElsewhere }: NumberAllowance, country: string): number {
  return countries.find((one) => one.country === country)?.left ?? leftElsewhere
}
