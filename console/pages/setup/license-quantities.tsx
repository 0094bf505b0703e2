import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { Icon } from '../../ui/console-icons.tsx'
import { grantsSentence } from '../licenses/entitlement-text.ts'
import type { SetupDraft } from './setup-draft.ts'

/** The licence types of a new company and how many of each it owns. */
export function LicenseQuantities({ form }: { form: UseFormReturnType<SetupDraft> }) {
  const add = () =>
    form.insertListItem('licenses', { name: '', entitlements: ['calls', 'directNumber', 'voicemail'], owned: 5 })
  return (
    <Stack gap="sm">
      {form.values.licenses.map((license, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
        <Stack key={index} gap={4}>
          <Group align="flex-end" wrap="nowrap">
            <TextInput label="Licence" dir="auto" flex={1} miw={0} {...form.getInputProps(`licenses.${index}.name`)} />
            <NumberInput
              label="Owned"
              min={0}
              max={1_000_000}
              w={110}
              {...form.getInputProps(`licenses.${index}.owned`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove ${license.name || 'this licence'}`}
              onClick={() => form.removeListItem('licenses', index)}
            >
              <Icon name="close" />
            </ActionIcon>
          </Group>
          <Text size="sm" c="dimmed">
            {grantsSentence(license.entitlements)}
          </Text>
        </Stack>
      ))}
      <div>
        <Button variant="default" size="compact-sm" onClick={add}>
          Add a licence type
        </Button>
      </div>
    </Stack>
  )
}
