import { Button, Group, Modal, Skeleton, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { DeviceView } from '../../contract/api/users.ts'
import { answerOf } from '../../web/answers.ts'
import { call } from '../../web/api.ts'
import { sentenceOf } from '../../web/problem-text.ts'
import { AddSipPhone } from './add-sip-phone.tsx'
import classes from './phone.module.css'
import { ToneDot } from './presence-mark.tsx'
import { shortMoment } from './short-moment.ts'

/** The phones that ring for me, and the way to add one. */
export function MyPhones({ mayAdd }: { mayAdd: boolean }) {
  const { data, isLoading, error } = useQuery(answerOf(endpoints.listOwnDevices, {}))
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      {isLoading && <Skeleton height={44} aria-label="Loading phones" />}
      {error && <Text role="alert">{sentenceOf(error)}</Text>}
      <ul className={classes.list}>
        {(data?.items ?? []).map((device) => (
          <PhoneRow key={device.id} device={device} />
        ))}
      </ul>
      {data?.items.length === 0 && <Text size="sm">This web phone appears here as soon as it is connected.</Text>}
      {mayAdd ? (
        <Button mt="sm" variant="default" onClick={() => setAdding(true)}>
          Add a SIP phone
        </Button>
      ) : (
        <Text mt="sm" size="sm" c="dimmed">
          Your administrator adds SIP phones for you, or allows you to.
        </Text>
      )}
      {isAdding && <AddSipPhone onClose={() => setAdding(false)} />}
    </>
  )
}

function PhoneRow({ device }: { device: DeviceView }) {
  const [isRemoving, setRemoving] = useState(false)
  const { registration } = device
  return (
    <li className={classes.row}>
      <ToneDot tone={registration ? 'ready' : 'off'} />
      <div className={classes.rowText}>
        <div className={classes.rowName}>
          <bdi>{device.label}</bdi>
        </div>
        <div className={classes.rowMore}>
          {registration
            ? `Ready since ${shortMoment(registration.registeredAt, Date.now())} · ${registration.userAgent || registration.transport.toUpperCase()}`
            : 'Not connected'}
        </div>
      </div>
      {device.kind === 'sip' && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setRemoving(true)}
          aria-label={`Remove ${device.label}`}
        >
          Remove
        </Button>
      )}
      {isRemoving && <RemovePhone device={device} onClose={() => setRemoving(false)} />}
    </li>
  )
}

function RemovePhone({ device, onClose }: { device: DeviceView; onClose: () => void }) {
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => call(endpoints.removeOwnDevice, { params: { deviceId: device.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [endpoints.listOwnDevices.path] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<bdi>Remove {device.label}?</bdi>}>
      <Text size="sm">It stops ringing at once, and its password never works again.</Text>
      {remove.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mt="sm">
          {sentenceOf(remove.error)}
        </Text>
      )}
      <Group justify="end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          Remove
        </Button>
      </Group>
    </Modal>
  )
}
