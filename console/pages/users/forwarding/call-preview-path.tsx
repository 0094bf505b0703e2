import { Alert, List, Stack, Text, VisuallyHidden } from '@mantine/core'
import type { CallPreview } from '../../../../contract/api/call-preview.ts'
import { Icon } from '../../../ui/console-icons.tsx'
import { StateMark, type Tone } from '../../../ui/state-mark.tsx'
import classes from './forwarding.module.css'

const after = {
  busy: 'Busy',
  noAnswer: 'No answer',
  unreachable: 'Not connected',
  declined: 'Declined',
} as const

const tones: Record<CallPreview['outcome']['kind'], Tone> = {
  rings: 'ready',
  busy: 'off',
  refused: 'off',
  lost: 'failed',
}

/** The path of a call step by step, what comes of it, and where it would be lost. */
export function CallPreviewPath({ preview }: { preview: CallPreview }) {
  const { steps, outcome, warnings } = preview
  let place = 0
  return (
    <Stack gap="sm" aria-live="polite">
      <ol className={classes.steps} aria-label="Path of the call">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity of their own
          <li key={index} className={classes.step} data-skipped={step.isTaken ? undefined : true} data-step={step.kind}>
            <span className={classes.place} aria-hidden="true">
              {step.isTaken ? ++place : ''}
            </span>
            <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
              {!step.isTaken && <VisuallyHidden>Does not apply: </VisuallyHidden>}
              {step.after && `${after[step.after]} → `}
              {step.sentence}
              {step.detail && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  · {step.detail}
                </Text>
              )}
            </Text>
          </li>
        ))}
      </ol>
      <StateMark tone={tones[outcome.kind]}>{outcome.sentence}</StateMark>
      {warnings.length > 0 && (
        <Alert icon={<Icon name="warning" />} style={{ borderColor: 'var(--offhook-attention)' }}>
          <List size="sm" listStyleType="none">
            {warnings.map(({ code, field, sentence }) => (
              <List.Item key={`${code} ${field} ${sentence}`}>{sentence}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Text size="xs" c="dimmed">
        At {momentText(preview.at, preview.timeZone)} in {preview.timeZone}, where this person’s rules are read.
      </Text>
    </Stack>
  )
}

function momentText(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone }).format(
    new Date(at),
  )
}
