import { Alert, Button, Group, Loader, Modal, Radio, Select, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { type LicenseDetail, type LicenseMoveSpec, LicensesChanged } from '../../../contract/api/licenses.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { isolated } from '../../ui/isolated.ts'
import { followTask } from '../../ui/started-tasks.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { LicenseLosses } from './license-losses.tsx'

/** Gives everybody who holds a licence another type, and first says what they would lose. */
export function MoveButton({ license }: { license: LicenseDetail }) {
  const [isOpen, { open, close }] = useDisclosure()
  if (license.used === 0) return null
  return (
    <>
      <Button variant="default" onClick={open}>
        Change type of all {license.used.toLocaleString()}
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Another licence instead of ${license.name}`}>
        {isOpen && <MoveForm license={license} close={close} />}
      </Modal>
    </>
  )
}

type Losing = LicenseMoveSpec['losing']

function MoveForm({ license: { id, name }, close }: { license: LicenseDetail; close: () => void }) {
  const { data } = useSuspenseQuery(answerOf(endpoints.listLicenses, {}))
  const others = data.items.filter((one) => one.id !== id)
  const [to, setTo] = useState<string | null>(others[0]?.id ?? null)
  const [losing, setLosing] = useState<Losing>('stay')
  const body = { to: to ?? '', all: true as const, losing }
  const plan = useQuery({
    queryKey: ['plan', 'move', id, body],
    queryFn: async () =>
      LicensesChanged.parse(await call(endpoints.moveLicenses, { params: { id }, query: { dryRun: 'true' }, body })),
    enabled: to !== null,
    retry: false,
    placeholderData: (before) => before,
  })
  const move = useChange(
    () => call(endpoints.moveLicenses, { params: { id }, body }),
    (answer) => {
      if ('taskId' in answer) followTask(answer.taskId)
      else sayDone(answer.sentence, answer.changeSetId)
      close()
    },
  )
  if (others.length === 0) return <Text>There is no other licence type.</Text>
  const { data: planned } = plan
  return (
    <Stack>
      <Select
        label="New type"
        data={others.map((one) => ({
          value: one.id,
          label: `${isolated(one.name)} · ${one.free.toLocaleString()} free`,
        }))}
        value={to}
        onChange={setTo}
        allowDeselect={false}
        data-autofocus
      />
      {plan.isFetching && !planned && <Loader size="sm" />}
      {planned && planned.losses.length > 0 && (
        <>
          <LicenseLosses losses={planned.losses} />
          <Radio.Group label="What becomes of them" value={losing} onChange={(value) => setLosing(value as Losing)}>
            <Stack gap="xs" mt="xs">
              <Radio value="stay" label={`They keep ${name}`} />
              <Radio value="giveUp" label="They change too, and give that up" />
            </Stack>
          </Radio.Group>
        </>
      )}
      {planned && <Outcome planned={planned} />}
      <FormFailure sentence={plan.error ? sentenceOf(plan.error) : null} />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          loading={move.isPending}
          disabled={!planned || planned.changed === 0 || plan.isError || (losing === 'giveUp' && planned.stayed > 0)}
          onClick={() => move.mutate(undefined)}
        >
          {planned && planned.changed > 0 ? `Change ${planned.changed.toLocaleString()}` : 'Nobody can change'}
        </Button>
      </Group>
    </Stack>
  )
}

function Outcome({ planned: { sentence, missing, reasons } }: { planned: LicensesChanged }) {
  return (
    <Stack gap="xs">
      <Text size="sm" aria-live="polite">
        {sentence} You can undo it in one step.
      </Text>
      {missing > 0 && <Alert>{missing.toLocaleString()} more of the new type would be needed for the others.</Alert>}
      {reasons
        .filter((reason) => missing === 0 || !reason.includes('licences are in use'))
        .map((reason) => (
          <Text key={reason} size="sm" c="dimmed">
            {reason}
          </Text>
        ))}
    </Stack>
  )
}
