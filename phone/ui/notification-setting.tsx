import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { notificationState } from './notify.ts'

const sentences = {
  allowed: 'A call rings, and shows as a notification when this page is out of sight.',
  ask: 'A call rings. To see it also while you work in another window, allow notifications.',
  blocked:
    'Notifications are switched off for this page. Switch them on beside the address to see calls from other windows.',
  unsupported: 'A call rings in this page. This browser shows no notifications for it.',
}

/** Whether calls show outside this page. */
export function NotificationSetting() {
  const [state, setState] = useState(notificationState)
  return (
    <>
      <Text size="sm">{sentences[state]}</Text>
      {state === 'ask' && (
        <Button
          mt="xs"
          variant="default"
          onClick={() => void Notification.requestPermission().then(() => setState(notificationState()))}
        >
          Allow notifications
        </Button>
      )}
    </>
  )
}
