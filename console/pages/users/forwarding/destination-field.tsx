import { NumberInput, SegmentedControl, Select, Stack } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import type { Destination, RuleDestination } from '../../../../contract/services-spec.ts'
import { problemProps } from '../../../form/problem-note.tsx'
import { FieldFrame } from '../sections/setting.tsx'
import type { UserForm } from '../use-user-form.ts'
import classes from './forwarding.module.css'
import { TargetList } from './target-list.tsx'

type Ring = Extract<Destination, { kind: 'ring' }>

/** What every control about forwarding is handed. */
export interface ForwardingProps {
  readonly form: UserForm
  /** The person whose calls these are; null while they are being created. */
  readonly userId: string | null
  readonly country: string
}

interface DestinationFieldProps extends ForwardingProps {
  label: string
  hint?: ReactNode
  /** Where it stands, by the path that history uses. */
  path: string
  value: RuleDestination | null
  onChange: (value: RuleDestination | null) => void
  /** What stands for null, and whether the person's own phones can be meant. */
  choices: readonly { value: 'off' | 'ownPhones' | 'ring' | 'busy'; label: string }[]
}

const emptyRing: Ring = { kind: 'ring', targets: [], order: 'together', secondsEach: 20 }

/** Where calls go: nowhere else, to people and numbers, or to the busy tone. */
export function DestinationField(props: DestinationFieldProps) {
  const { form, label, hint, path, value, onChange, choices } = props
  const choose = (kind: string | null) => {
    if (kind === 'ring') onChange(value?.kind === 'ring' ? value : emptyRing)
    else onChange(kind === 'busy' || kind === 'ownPhones' ? { kind } : null)
  }
  return (
    <FieldFrame form={form} path={path}>
      <Select
        label={label}
        description={hint}
        allowDeselect={false}
        data={[...choices]}
        value={value?.kind ?? 'off'}
        onChange={choose}
      />
      {value?.kind === 'ring' && <RingFields {...props} ring={value} />}
    </FieldFrame>
  )
}

function RingFields({ form, userId, country, label, path, ring, onChange }: DestinationFieldProps & { ring: Ring }) {
  const orderId = useId()
  const seconds = `${path}.secondsEach`
  const isMany = ring.targets.length > 1
  return (
    <Stack gap="xs" mt="xs" className={classes.inner}>
      <FieldFrame form={form} path={`${path}.targets`}>
        <TargetList
          form={form}
          userId={userId}
          country={country}
          label={label}
          path={`${path}.targets`}
          targets={ring.targets}
          onChange={(targets) => onChange({ ...ring, targets })}
        />
      </FieldFrame>
      {isMany && (
        <SegmentedControl
          id={orderId}
          aria-label={`${label}: in which order`}
          value={ring.order}
          onChange={(order) => onChange({ ...ring, order: order === 'inTurn' ? 'inTurn' : 'together' })}
          data={[
            { value: 'together', label: 'All together' },
            { value: 'inTurn', label: 'One after the other' },
          ]}
        />
      )}
      <NumberInput
        label={isMany && ring.order === 'inTurn' ? 'Seconds each rings' : 'Seconds it rings'}
        maw={160}
        allowDecimal={false}
        value={ring.secondsEach}
        onChange={(value) => onChange({ ...ring, secondsEach: Number(value) })}
        onBlur={() => form.leave(seconds)}
        {...problemProps(form.problemAt(seconds), form.fix)}
      />
    </Stack>
  )
}
