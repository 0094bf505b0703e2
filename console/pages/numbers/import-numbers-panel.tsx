import { Button, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ImportAnswer } from '../../../contract/api/numbers.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { CountrySelect } from '../../form/place-fields.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { sayDone } from '../../ui/toast.tsx'

/** Adds the company’s own numbers from lines or a CSV file: all of them, or none. */
export function ImportNumbersPanel() {
  const { data: tenant } = useSuspenseQuery(answerOf(endpoints.getTenant, {}))
  const navigate = useNavigate()
  const state = useResourceForm({
    initial: { country: tenant.country, text: '' },
    body: (values) => values,
    schema: endpoints.importNumbers.body,
    save: (body) => call(endpoints.importNumbers, { body }),
    onSaved: ({ imported, known, changeSetId }) => {
      const also = known > 0 ? ` ${known.toLocaleString()} were there already.` : ''
      sayDone(
        `${imported.toLocaleString()} ${imported === 1 ? 'number is' : 'numbers are'} imported.${also}`,
        changeSetId,
      )
      void navigate({ to: paths.numbers })
    },
  })
  const { form } = state
  const [text] = useDebouncedValue(form.values.text, 400)
  const body = { country: form.values.country, text }
  const { data: looked } = useQuery({
    queryKey: ['/numbers', 'import', body],
    queryFn: () => call(endpoints.importNumbers, { body, query: { dryRun: 'true' } }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
  const shown = text.trim() === '' ? undefined : looked
  const isReady = shown?.problems.length === 0 && shown.rows.every(({ problem }) => problem === null)
  const read = (file: File | null) => void file?.text().then((content) => form.setFieldValue('text', content))
  return (
    <FormPanel
      title="Import numbers"
      submitLabel={isReady ? `Import ${shown.imported.toLocaleString()}` : 'Import'}
      onClose={() => void navigate({ to: paths.numbers })}
      state={state}
    >
      <Text size="sm" c="dimmed">
        Numbers that are yours already. Lines as you have them, or a CSV file with a heading: number, and if you like
        country and shared name. All are added, or none.
      </Text>
      <CountrySelect description="Of numbers written without their country code" {...form.getInputProps('country')} />
      <Group justify="space-between" align="flex-end">
        <Text size="sm" fw={500} component="label" htmlFor="numbers-to-import">
          Numbers
        </Text>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={read}>
          {(props) => (
            <Button variant="default" size="compact-sm" {...props}>
              Choose a file
            </Button>
          )}
        </FileButton>
      </Group>
      <Textarea
        id="numbers-to-import"
        placeholder={'number,shared name\n+1 415 555 0142,Front desk'}
        autosize
        minRows={5}
        maxRows={14}
        spellCheck={false}
        data-autofocus
        {...form.getInputProps('text')}
      />
      <div aria-live="polite">{shown && <Looked answer={shown} />}</div>
    </FormPanel>
  )
}

function Looked({ answer: { imported, known, rows, problems } }: { answer: ImportAnswer }) {
  const wrong = rows.flatMap(({ problem }) => problem ?? [])
  const messages = [...problems, ...wrong].map(({ message }) => message)
  return (
    <Stack gap={4}>
      <Text size="sm">
        {imported.toLocaleString()} to import
        {known > 0 ? `, ${known.toLocaleString()} there already` : ''}
        {wrong.length > 0 ? `, ${wrong.length.toLocaleString()} with a problem` : ''}
      </Text>
      {messages.length > 0 && (
        <List size="sm" c="var(--offhook-attention)">
          {messages.slice(0, 8).map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
          {messages.length > 8 && <List.Item>and {(messages.length - 8).toLocaleString()} more</List.Item>}
        </List>
      )}
    </Stack>
  )
}
