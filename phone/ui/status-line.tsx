import { Anchor, Text } from '@mantine/core'
import type { PhoneProfile } from '../../contract/api/phone.ts'
import { BrandMark } from '../../web/brand-mark.tsx'
import { ColorSchemeToggle } from '../../web/color-scheme-toggle.tsx'
import type { LineState } from '../sip/phone-port.ts'
import classes from './phone.module.css'
import { usePhoneState } from './phone-context.tsx'
import { ToneDot } from './presence-mark.tsx'

const words = {
  ready: 'Ready',
  connecting: 'Connecting…',
  offline: 'Offline',
  elsewhere: 'In another window',
  signedOut: 'Signed out',
}
const tones = {
  ready: 'ready',
  connecting: 'attention',
  offline: 'failed',
  elsewhere: 'off',
  signedOut: 'off',
} as const

/** Whether this phone can be called, and who I am. */
export function StatusLine({ profile }: { profile: PhoneProfile }) {
  const { line } = usePhoneState()
  return (
    <header className={classes.header}>
      <BrandMark size={28} />
      <div className={classes.who}>
        {profile.problem === null && <LineMark line={line} />}
        <Text component="span" size="sm">
          <bdi>{profile.name}</bdi>
          {profile.extension && <span className="tabular"> · {profile.extension}</span>}
        </Text>
      </div>
      {profile.isAdministrator && (
        <Anchor href="/" size="sm">
          Console
        </Anchor>
      )}
      <ColorSchemeToggle />
    </header>
  )
}

function LineMark({ line }: { line: LineState }) {
  const tone = tones[line.kind]
  return (
    <span className={classes.line} style={{ color: `var(--offhook-${tone})` }} role="status" data-line={line.kind}>
      <ToneDot tone={tone} />
      {words[line.kind]}
    </span>
  )
}
