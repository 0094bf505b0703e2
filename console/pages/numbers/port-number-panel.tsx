import { Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { sayDone } from '../../ui/toast.tsx'
import { NumberSelect } from './number-select.tsx'

/** Adds a number that is to come from another carrier. */
export function PortNumberPanel() {
  const navigate = useNavigate()
  const state = useResourceForm({
    initial: { number: '', temporaryNumber: null as string | null },
    body: ({ number, temporaryNumber }) => ({ number: number.replace(/[\s().-]/g, ''), temporaryNumber }),
    schema: endpoints.startPorting.body,
    save: (body) => call(endpoints.startPorting, { body }),
    onSaved: ({ changeSetId }) => {
      const number = state.form.values.number.replace(/[\s().-]/g, '')
      sayDone('The number is on its way. Say so here when it has arrived.', changeSetId)
      void navigate({ to: paths.number, params: { number } })
    },
  })
  const { form } = state
  return (
    <FormPanel
      title="Port a number"
      submitLabel="Begin"
      onClose={() => void navigate({ to: paths.numbers })}
      state={state}
    >
      <Text size="sm" c="dimmed">
        For a number that you have at another carrier. Ask that carrier to move it; here you keep count of how far it
        is, and switch over in one step when it has arrived.
      </Text>
      <TextInput
        label="Number"
        placeholder="+1 415 555 0142"
        inputMode="tel"
        data-autofocus
        {...form.getInputProps('number')}
      />
      <NumberSelect
        label="Temporary number"
        description="One of yours that rings in its place until then. It counts against the allowance, as the ported one does"
        offers={({ state: how }) => how === 'assigned' || how === 'available'}
        value={form.values.temporaryNumber}
        onChange={(value) => form.setFieldValue('temporaryNumber', value)}
        error={form.errors.temporaryNumber}
      />
    </FormPanel>
  )
}
