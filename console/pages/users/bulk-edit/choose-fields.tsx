import { Button, Checkbox, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useId, useRef, useState } from 'react'
import { focusFirstError } from '../../../form/use-resource-form.ts'
import classes from './bulk-edit.module.css'
import { type BulkField, type BulkGroup, bulkGroups } from './bulk-fields.tsx'
import { type BulkValues, bulkProblems } from './bulk-set.ts'

interface ChooseFieldsProps {
  readonly values: BulkValues
  readonly onChange: (values: BulkValues) => void
  readonly onReview: () => void
}

/** First step: which fields, and their new values. Only what is ticked is sent. */
export function ChooseFields({ values, onChange, onReview }: ChooseFieldsProps) {
  const [isTried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const problems = bulkProblems(values)
  const count = Object.keys(values).filter((path) => path !== 'sendWelcome').length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problems.size > 0) focusFirstError(form.current)
    else if (count > 0) onReview()
  }
  const toggle = ({ path, initial }: BulkField) => {
    const { [path]: old, ...others } = values
    onChange(path in values ? others : { ...values, [path]: initial })
  }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        {bulkGroups.map((group) => (
          <FieldGroup
            key={group.title}
            group={group}
            values={values}
            problems={isTried ? problems : new Map()}
            onToggle={toggle}
            onSet={(path, value) => onChange({ ...values, [path]: value })}
          />
        ))}
        <Group justify="flex-end" className={classes.foot}>
          <Text size="sm" c="dimmed" role="status">
            {count === 0
              ? 'Tick what you want to change'
              : count === 1
                ? '1 field will be set'
                : `${count} fields will be set`}
          </Text>
          <Button type="submit" disabled={count === 0}>
            Review the plan
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface FieldGroupProps {
  readonly group: BulkGroup
  readonly values: BulkValues
  readonly problems: ReadonlyMap<string, string>
  readonly onToggle: (field: BulkField) => void
  readonly onSet: (path: string, value: unknown) => void
}

function FieldGroup({ group: { title, fields }, values, problems, onToggle, onSet }: FieldGroupProps) {
  const id = useId()
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Title order={2} fz="md" mb="sm" id={id}>
        {title}
      </Title>
      <Stack gap="sm">
        {fields.map((field) => (
          <SimpleGrid key={field.path} cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing={6}>
            <Checkbox label={field.label} checked={field.path in values} onChange={() => onToggle(field)} />
            {field.path in values &&
              field.control(values[field.path], (value) => onSet(field.path, value), problems.get(field.path))}
          </SimpleGrid>
        ))}
        {fields.some(({ path }) => path === 'extension') && values.extension === 'auto' && (
          <Checkbox
            label="Send a welcome mail to everybody who gets their first extension"
            checked={values.sendWelcome !== false}
            onChange={(event) => onSet('sendWelcome', event.currentTarget.checked)}
          />
        )}
      </Stack>
    </Paper>
  )
}
