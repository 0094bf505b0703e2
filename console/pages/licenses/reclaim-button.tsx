import { Button, Checkbox, Group, Loader, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { type LicenseDetail, LicensesChanged } from '../../../contract/api/licenses.ts'
import { call } from '../../../web/api.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { followTask } from '../../ui/started-tasks.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { LicenseLosses } from './license-losses.tsx'

/** Takes licences back from suspended people, who are named and can be left out. */
export function ReclaimButton({ license }: { license: LicenseDetail }) {
  const [isOpen, { open, close }] = useDisclosure()
  if (license.suspended === 0) return null
  return (
    <>
      <Button variant="default" onClick={open}>
        Reclaim {license.suspended.toLocaleString()}
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Reclaim ${license.name} licences`}>
        {isOpen && <ReclaimForm license={license} close={close} />}
      </Modal>
    </>
  )
}

function ReclaimForm({ license, close }: { license: LicenseDetail; close: () => void }) {
  const { id, suspended, suspendedHolders } = license
  const isWhole = suspended <= suspendedHolders.length
  const [kept, setKept] = useState<readonly string[]>([])
  const chosen = suspendedHolders.map((one) => one.id).filter((one) => !kept.includes(one))
  const body = isWhole ? { userIds: chosen } : { all: true as const }
  const plan = useQuery({
    queryKey: ['plan', 'reclaim', id, body],
    queryFn: async () =>
      LicensesChanged.parse(await call(endpoints.reclaimLicenses, { params: { id }, query: { dryRun: 'true' }, body })),
    enabled: !isWhole || chosen.length > 0,
    retry: false,
  })
  const reclaim = useChange(
    () => call(endpoints.reclaimLicenses, { params: { id }, body }),
    (answer) => {
      if ('taskId' in answer) followTask(answer.taskId)
      else sayDone(answer.sentence, answer.changeSetId)
      close()
    },
  )
  const count = isWhole ? chosen.length : suspended
  return (
    <Stack>
      <Text size="sm">
        Suspended people keep extension, numbers and settings. Before they can call again they need a licence again.
      </Text>
      {isWhole && (
        <Stack gap={6} mah={260} style={{ overflowY: 'auto' }} role="group" aria-label="Whose licence is reclaimed">
          {suspendedHolders.map((person) => (
            <Checkbox
              key={person.id}
              label={<span dir="auto">{person.name}</span>}
              checked={!kept.includes(person.id)}
              onChange={(event) =>
                setKept(event.currentTarget.checked ? kept.filter((one) => one !== person.id) : [...kept, person.id])
              }
            />
          ))}
        </Stack>
      )}
      {plan.isFetching && !plan.data && <Loader size="sm" />}
      {plan.data && count > 0 && <LicenseLosses losses={plan.data.losses} />}
      <FormFailure sentence={plan.error ? sentenceOf(plan.error) : null} />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          data-autofocus
          loading={reclaim.isPending}
          disabled={count === 0 || plan.isError}
          onClick={() => reclaim.mutate(undefined)}
        >
          {count === 0 ? 'Nobody is chosen' : `Reclaim ${count.toLocaleString()}`}
        </Button>
      </Group>
    </Stack>
  )
}
