import { NumberInput, SegmentedControl, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { fictionalNumbers } from '../../../contract/countries.ts'
import { useFormattedNumber } from '../../../web/formatted-number.ts'
import { NumbersText } from '../../form/numbers-text.tsx'
import type { SetupDraft } from './setup-draft.ts'

const choices = [
  { value: 'fictional', label: 'To try out' },
  { value: 'own', label: 'Our own' },
  { value: 'none', label: 'None yet' },
] as const

/** Numbers of a new company: fictional ones, its own as pasted, or none. */
export function SetupNumbers({
  form,
  onRead,
}: {
  form: UseFormReturnType<SetupDraft>
  onRead: (count: number) => void
}) {
  const { numbersFrom, company } = form.values
  return (
    <Stack gap="sm" align="stretch">
      <SegmentedControl<SetupDraft['numbersFrom']>
        aria-label="Which numbers"
        data={[...choices]}
        value={numbersFrom}
        onChange={(value) => form.setFieldValue('numbersFrom', value)}
      />
      {numbersFrom === 'fictional' && <Fictional form={form} />}
      {numbersFrom === 'own' && (
        <NumbersText country={company.country} onRead={onRead} {...form.getInputProps('numbers')} />
      )}
      {numbersFrom === 'none' && (
        <Text size="sm" c="dimmed">
          People call each other on extensions. Add numbers later under Numbers.
        </Text>
      )}
    </Stack>
  )
}

function Fictional({ form }: { form: UseFormReturnType<SetupDraft> }) {
  const first = useFormattedNumber(fictionalNumbers(form.values.company.country, 1)[0] ?? '')
  return (
    <NumberInput
      label="How many"
      min={1}
      max={100}
      description={`From ${first} on. These numbers are kept free for films and examples: inside your company they ring, nobody outside can have them.`}
      {...form.getInputProps('fictionalNumbers')}
    />
  )
}
