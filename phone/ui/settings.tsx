import { Button, Group, SegmentedControl, Text, Title, useMantineColorScheme } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { PhoneProfile } from '../../contract/api/phone.ts'
import { call } from '../../web/api.ts'
import { sentenceOf } from '../../web/problem-text.ts'
import { InstallSetting } from './install-setting.tsx'
import { MyPhones } from './my-phones.tsx'
import { NotificationSetting } from './notification-setting.tsx'
import classes from './phone.module.css'
import { usePhone } from './phone-context.tsx'
import { SoundSettings } from './sound-settings.tsx'

/** What a person sets for their own phone. */
export function Settings({ profile }: { profile: PhoneProfile }) {
  return (
    <section aria-label="Settings">
      <Part title="Sound">
        <SoundSettings />
      </Part>
      <Part title="Incoming calls">
        <NotificationSetting />
      </Part>
      <Part title="My phones">
        <MyPhones mayAdd={profile.mayAddSipPhones} />
      </Part>
      <Part title="This device">
        <InstallSetting />
        <ColorSetting />
      </Part>
      <Part title="Me">
        <Me profile={profile} />
        <SignOut />
      </Part>
    </section>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.section}>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      {children}
    </div>
  )
}

function ColorSetting() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      fullWidth
      mt="sm"
      aria-label="Colours"
      value={colorScheme}
      onChange={(chosen) => setColorScheme(chosen === 'light' || chosen === 'dark' ? chosen : 'auto')}
      data={[
        { value: 'auto', label: 'As this device' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
    />
  )
}

function Me({ profile }: { profile: PhoneProfile }) {
  return (
    <Text size="sm" mb="sm">
      <bdi>{profile.name}</bdi> at <bdi>{profile.company}</bdi>
      {profile.extension && `, extension ${profile.extension}`}
      {profile.numbers.map(({ e164, display }) => (
        <span key={e164} dir="ltr" className="tabular">
          , {display}
        </span>
      ))}
    </Text>
  )
}

function SignOut() {
  const phone = usePhone()
  const leave = useMutation({
    mutationFn: async (isEverywhere: boolean) => {
      await call(isEverywhere ? endpoints.signOutEverywhere : endpoints.signOut, {})
      phone.stop()
      location.assign('/sign-in')
    },
  })
  return (
    <>
      <Group>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate(false)}>
          Sign out
        </Button>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate(true)}>
          Sign out everywhere
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt={6}>
        Everywhere ends your sessions on all devices. SIP phones stay as they are.
      </Text>
      {leave.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {sentenceOf(leave.error)}
        </Text>
      )}
    </>
  )
}
