import { Alert, Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { Time } from '../../ui/time.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

interface ReleaseButtonProps extends ButtonProps {
  numbers: readonly string[]
  onReleased: () => void
}

/** Lets numbers go after saying what that means, and what stands in the way with its repair. */
export function ReleaseButton({ numbers, onReleased, ...look }: ReleaseButtonProps) {
  const [isOpen, { open, close }] = useDisclosure()
  const title = numbers.length === 1 ? 'Release this number?' : `Release ${numbers.length.toLocaleString()} numbers?`
  return (
    <>
      <Button variant="default" {...look} onClick={open}>
        Release
      </Button>
      <Modal opened={isOpen} onClose={close} title={title}>
        {isOpen && (
          <ReleaseQuestion
            numbers={numbers}
            onClose={close}
            onReleased={() => {
              close()
              onReleased()
            }}
          />
        )}
      </Modal>
    </>
  )
}

function ReleaseQuestion({ numbers, onClose, onReleased }: ReleaseButtonProps & { onClose: () => void }) {
  const [detach, setDetach] = useState(false)
  const body = { numbers: [...numbers], detach }
  const { data: plan } = useQuery({
    queryKey: ['/numbers', 'release', body],
    queryFn: numbers.length > 0 ? () => call(endpoints.releaseNumbers, { body, query: { dryRun: 'true' } }) : skipToken,
    retry: false,
  })
  const release = useChange(
    () => call(endpoints.releaseNumbers, { body }),
    ({ released, changeSetId }) => {
      sayDone(
        released === 1 ? 'The number is released.' : `${released.toLocaleString()} numbers are released.`,
        changeSetId,
      )
      onReleased()
    },
  )
  const refusals = plan?.problems.filter(({ severity }) => severity !== 'warning') ?? []
  const warnings = plan?.problems.filter(({ severity }) => severity === 'warning') ?? []
  const canDetach = refusals.length > 0 && refusals.every(({ fixes }) => fixes.length > 0)
  const label = numbers.length === 1 ? (refusals[0]?.fixes[0]?.label ?? '') : 'Take them from whoever has or shows them'
  return (
    <Stack>
      {plan && refusals.length === 0 && <WhatHappens count={numbers.length} restsUntil={plan.restsUntil} />}
      {[...refusals, ...warnings].slice(0, 5).map(({ message, field }) => (
        <Alert key={`${field}${message}`} role="alert">
          {message}
        </Alert>
      ))}
      {refusals.length + warnings.length > 5 && (
        <Text size="sm">And {(refusals.length + warnings.length - 5).toLocaleString()} more.</Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {canDetach && <Button onClick={() => setDetach(true)}>{label}</Button>}
        {refusals.length === 0 && (
          <Button data-autofocus disabled={!plan} loading={release.isPending} onClick={() => release.mutate(undefined)}>
            Release
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function WhatHappens({ count, restsUntil }: { count: number; restsUntil: string | null }) {
  const it = count === 1 ? 'It' : 'They'
  return (
    <Text size="sm">
      {it} {count === 1 ? 'counts' : 'count'} against the allowance no more
      {restsUntil ? (
        <>
          , {count === 1 ? 'rests' : 'rest'} until <Time at={restsUntil} />, and then {count === 1 ? 'leaves' : 'leave'}{' '}
          your company. Until then the release can be taken back.
        </>
      ) : (
        <> and {count === 1 ? 'leaves' : 'leave'} your company at once.</>
      )}
    </Text>
  )
}
