import { Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { NumbersText } from '../../form/numbers-text.tsx'
import { CountrySelect } from '../../form/place-fields.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { sayDone } from '../../ui/toast.tsx'

/** Fills the stock that companies claim from; for whoever runs the installation. */
export function LoadNumbersPanel() {
  const { data: tenant } = useSuspenseQuery(answerOf(endpoints.getTenant, {}))
  const navigate = useNavigate()
  const [readCount, setReadCount] = useState(0)
  const state = useResourceForm({
    initial: { country: tenant.country, text: '' },
    body: (values) => values,
    schema: endpoints.loadStock.body,
    save: (body) => call(endpoints.loadStock, { body }),
    onSaved: ({ loaded, known, unread }) => {
      sayDone(loadedSentence(loaded, known))
      // What could not be read stays, to be put right and loaded once more.
      if (unread.length > 0) return form.setFieldValue('text', unread.map(({ text }) => text).join('\n'))
      void navigate({ to: paths.claimNumbers })
    },
  })
  const { form } = state
  return (
    <FormPanel
      title="Load numbers into stock"
      submitLabel={readCount > 0 ? `Load ${readCount.toLocaleString()} numbers` : 'Load'}
      onClose={() => void navigate({ to: paths.numbers })}
      state={state}
    >
      <Text size="sm" c="dimmed">
        Numbers that your carrier gave you. Any company of this installation can claim them.
      </Text>
      <CountrySelect description="Of numbers written without their country code" {...form.getInputProps('country')} />
      <NumbersText country={form.values.country} onRead={setReadCount} data-autofocus {...form.getInputProps('text')} />
    </FormPanel>
  )
}

function loadedSentence(loaded: number, known: number): string {
  if (loaded === 0)
    return `Nothing new: ${known === 1 ? 'the number was' : `all ${known.toLocaleString()} numbers were`} known already.`
  const also = known > 0 ? ` ${known.toLocaleString()} more were known already.` : ''
  return `${loaded === 1 ? '1 number is' : `${loaded.toLocaleString()} numbers are`} in stock to be claimed.${also}`
}
