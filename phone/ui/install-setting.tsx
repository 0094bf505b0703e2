import { Button, Text } from '@mantine/core'
import { PhoneIcon } from './phone-icons.tsx'
import { useInstall } from './use-install.ts'

/** How to have the phone as a program of its own. */
export function InstallSetting() {
  const { state, install } = useInstall()
  if (state === 'installed') return <Text size="sm">Offhook is installed here and opens in a window of its own.</Text>
  if (state === 'offered') {
    return (
      <Button variant="default" leftSection={<PhoneIcon name="install" size={18} />} onClick={install}>
        Install Offhook on this device
      </Button>
    )
  }
  return (
    <Text size="sm">
      To have the phone in a window of its own, choose <b>Install</b> or <b>Add to Home Screen</b> in the browser’s
      menu.
    </Text>
  )
}
