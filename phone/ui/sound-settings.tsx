import { Alert, Button, Group, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { closeMicrophone, type MicrophoneProblem, openMicrophone } from '../sip/microphone.ts'
import type { SoundDevices } from '../sip/phone-port.ts'
import { usePhone } from './phone-context.tsx'
import { storeDevices, storedDevices, usePluggedIn } from './sound-devices.ts'
import { tones } from './tones.ts'

const systemChoice = { value: '', label: 'As this device chooses' }

/** Which microphone and loudspeaker to talk through. */
export function SoundSettings() {
  const phone = usePhone()
  const { microphones, speakers, areNamed, canChooseSpeaker, refresh } = usePluggedIn()
  const [devices, setDevices] = useState(storedDevices)
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null)

  const choose = (change: Partial<SoundDevices>) => {
    const next = { ...devices, ...change }
    setDevices(next)
    storeDevices(next)
    phone.chooseDevices(next)
    tones.setSpeaker(next.speakerId)
  }
  const tryMicrophone = async () => {
    const { stream, problem: found } = await openMicrophone(devices.microphoneId)
    closeMicrophone(stream)
    setProblem(found)
    refresh()
  }

  if (!areNamed) {
    return (
      <Stack align="start" gap="sm">
        {problem && (
          <Alert title={problem.sentence} role="alert" w="100%">
            {problem.advice}
          </Alert>
        )}
        <Button variant="default" onClick={() => void tryMicrophone()}>
          Allow the microphone
        </Button>
      </Stack>
    )
  }
  return (
    <Stack gap="sm">
      <Select
        label="Microphone"
        allowDeselect={false}
        data={[systemChoice, ...optionsOf(microphones)]}
        value={known(devices.microphoneId, microphones)}
        onChange={(chosen) => choose({ microphoneId: chosen || null })}
      />
      {canChooseSpeaker && (
        <Select
          label="Loudspeaker"
          allowDeselect={false}
          data={[systemChoice, ...optionsOf(speakers)]}
          value={known(devices.speakerId, speakers)}
          onChange={(chosen) => choose({ speakerId: chosen || null })}
        />
      )}
      <Group>
        <Button variant="default" onClick={ringOnce}>
          Play the ringing
        </Button>
      </Group>
    </Stack>
  )
}

function optionsOf(devices: readonly MediaDeviceInfo[]) {
  // The browser's own "default" entry is our first choice already.
  return devices
    .filter(({ deviceId }) => deviceId !== 'default')
    .map(({ deviceId, label }) => ({ value: deviceId, label }))
}

function known(deviceId: string | null, devices: readonly MediaDeviceInfo[]): string {
  return devices.some((device) => device.deviceId === deviceId) ? (deviceId ?? '') : ''
}

function ringOnce(): void {
  setTimeout(tones.startRinging(), 1_500)
}
