import { Group, Radio } from '@mantine/core'

interface ChoiceProps {
  label: string
  isChosen: boolean
  onChange: (isChosen: boolean) => void
}

function Choice({ label, isChosen, onChange }: ChoiceProps) {
  return (
    <Radio.Group aria-label={label} value={isChosen ? 'auto' : 'none'} onChange={(value) => onChange(value === 'auto')}>
      <Group gap="lg">
        <Radio value="auto" label="A free one" />
        <Radio value="none" label="None" />
      </Group>
    </Radio.Group>
  )
}

/** Whether people get an extension. */
export function ChosenExtension(value: unknown, onChange: (value: unknown) => void) {
  return <Choice label="Extension" isChosen={value === 'auto'} onChange={(is) => onChange(is ? 'auto' : null)} />
}

/** Whether people get a number. */
export function ChosenNumbers(value: unknown, onChange: (value: unknown) => void) {
  const isChosen = Array.isArray(value) && value.length > 0
  return <Choice label="Numbers" isChosen={isChosen} onChange={(is) => onChange(is ? ['auto'] : [])} />
}
