import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { sayFailed } from '../../ui/toast.tsx'
import type { UserForm } from './use-user-form.ts'
import { textField } from './user-field.ts'

/** The short number: typed, or suggested. An untouched suggestion stays a wish that is settled while saving. */
export function ExtensionField({ form, held }: { form: UserForm; held: string }) {
  const { draft, plan } = form
  const isAuto = draft.extension === 'auto'
  const value = isAuto ? (plan?.chosen.extension ?? '') : draft.extension
  const suggest = useSuggestion(form)
  return (
    <TextInput
      label="Extension"
      inputMode="numeric"
      autoComplete="off"
      {...textField(form, 'extension', hintOf(form, held))}
      value={value}
      onChange={(event) => form.set('extension', event.currentTarget.value.replace(/\s/g, ''))}
      rightSectionWidth={86}
      rightSection={
        <Button variant="subtle" size="compact-sm" onClick={() => void suggest()}>
          Suggest
        </Button>
      }
    />
  )
}

function hintOf({ draft, plan, isSettled, problemAt }: UserForm, held: string): string {
  if (problemAt('extension')) return ''
  if (draft.extension === '') return 'A short number colleagues dial'
  if (draft.extension === 'auto') return '✔ free, chosen for you'
  if (draft.extension === held) return 'Their extension now'
  return isSettled && plan?.chosen.extension === draft.extension ? '✔ free' : 'A short number colleagues dial'
}

/** The first press leaves the choice to us; each further one offers the next free number. */
function useSuggestion(form: UserForm): () => Promise<void> {
  const [offered, setOffered] = useState<readonly string[]>([])
  return async () => {
    if (form.draft.extension === '') return form.set('extension', 'auto')
    try {
      const fresh = offered.length > 0 ? offered : await askSuggestions(form.draft.site)
      const current = form.draft.extension === 'auto' ? form.plan?.chosen.extension : form.draft.extension
      const next = fresh.find((extension) => extension !== current)
      setOffered(fresh.filter((extension) => extension !== next && extension !== current))
      if (next) form.set('extension', next)
    } catch (error) {
      sayFailed(error)
    }
  }
}

async function askSuggestions(site: string): Promise<readonly string[]> {
  return (await call(endpoints.suggestExtension, { params: { id: site } })).extensions
}
