import { Select, SimpleGrid, TextInput } from '@mantine/core'
import type { SiteView } from '../../../contract/api/sites.ts'
import { languages } from '../../../contract/languages.ts'
import { LanguageSelect } from '../../form/place-fields.tsx'
import type { UserForm } from './use-user-form.ts'
import { choiceField, textField } from './user-field.ts'

/** Who the person is, and where. */
export function BasicFields({ form, sites }: { form: UserForm; sites: readonly SiteView[] }) {
  const site = sites.find(({ id }) => id === form.draft.site)
  const siteLanguage = languages.find(({ tag }) => tag === site?.language)?.name ?? site?.language
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label="First name" required dir="auto" data-autofocus {...textField(form, 'firstName')} />
        <TextInput label="Last name" required dir="auto" {...textField(form, 'lastName')} />
      </SimpleGrid>
      <TextInput label="Email" required type="email" {...textField(form, 'email')} />
      <TextInput
        label="Username"
        dir="auto"
        autoCapitalize="none"
        placeholder={form.draft.username === '' ? (form.plan?.chosen.username ?? 'Made from the name') : ''}
        {...textField(form, 'username', usernameHint(form))}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label="Site"
          required
          allowDeselect={false}
          data={sites.map(({ id, name }) => ({ value: id, label: name }))}
          {...choiceField(form, 'site')}
        />
        <LanguageSelect
          allowDeselect
          clearable
          placeholder={siteLanguage ? `${siteLanguage} – as the site` : 'As the site'}
          {...choiceField(form, 'language')}
        />
      </SimpleGrid>
    </>
  )
}

function usernameHint({ draft, plan, isSettled, problemAt }: UserForm): string {
  const chosen = plan?.chosen.username
  if (problemAt('username')) return ''
  const isNew = plan?.kind === 'create' || plan?.changes.some(({ field }) => field === 'username')
  if (draft.username !== '') return isNew && isSettled && chosen === draft.username ? '✔ free' : 'For signing in'
  const hasName = draft.firstName + draft.lastName !== ''
  return chosen && hasName
    ? `Will be ${chosen}, unless you type another.`
    : 'For signing in. Made from the name if you leave it empty.'
}
