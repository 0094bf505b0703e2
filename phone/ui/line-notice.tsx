import { Button, Text } from '@mantine/core'
import classes from './phone.module.css'
import { usePhone, usePhoneState } from './phone-context.tsx'
import { goToSignIn } from './sign-in-again.ts'

/** Why the phone is not ready and what to do: below the header for as long as it holds. */
export function LineNotice() {
  const { line } = usePhoneState()
  const phone = usePhone()
  switch (line.kind) {
    case 'offline':
      return (
        <Notice
          sentence={`Offline: ${line.reason}`}
          advice={line.advice}
          button="Try now"
          onPress={() => phone.retry()}
        />
      )
    case 'elsewhere':
      return (
        <Notice
          sentence="Your phone is open in another window of this browser."
          advice="Calls ring there."
          button="Use it here"
          onPress={() => phone.takeOver()}
        />
      )
    case 'signedOut':
      return (
        <Notice
          sentence="You are signed out."
          advice="Calls do not reach you here."
          button="Sign in"
          onPress={goToSignIn}
        />
      )
    default:
      return null
  }
}

interface NoticeProps {
  sentence: string
  advice: string | null
  button: string
  onPress: () => void
}

function Notice({ sentence, advice, button, onPress }: NoticeProps) {
  return (
    <div className={classes.notice} role="alert">
      <div style={{ flex: '1 1 220px' }}>
        <Text size="sm" fw={600}>
          {sentence}
        </Text>
        {advice && (
          <Text size="sm" c="dimmed">
            {advice}
          </Text>
        )}
      </div>
      <Button variant="default" size="sm" onClick={onPress}>
        {button}
      </Button>
    </div>
  )
}
