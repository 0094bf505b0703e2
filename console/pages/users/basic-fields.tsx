import { Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import type { SiteView } from '../../../contract/api/sites.ts'
import { languages } from '../../../contract/languages.ts'
import { LanguageSelect } from '../../form/place-fields.tsx'
import { paths } from '../../paths.ts'
import { AnchorLink } from '../../ui/links.tsx'
import type { UserForm } from './use-user-form.ts'
import { choiceField, textField } from './user-field.ts'

/** Who the person is, and where. */
export function BasicFields({ form, sites, isNew }: { form: UserForm; sites: readonly SiteView[]; isNew: boolean }) {
  const site = sites.find(({ id }) => id === form.draft.site)
  const siteLanguage = languages.find(({ tag }) => tag === site?.language)?.name ?? site?.language
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label="First name"
          required
          dir="auto"
          data-autofocus={isNew || undefined}
          {...textField(form, 'firstName')}
        />
        <TextInput label="Last name" required dir="auto" {...textField(form, 'lastName')} />
      </SimpleGrid>
      <TextInput label="E-mail" required type="email" {...textField(form, 'email')} />
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
          {...choiceField(form, 'site', <SiteHint form={form} site={site} />)}
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

/** A site whose address would lead help nowhere: said where it is chosen, and no obstacle. */
function SiteHint({ form, site }: { form: UserForm; site: SiteView | undefined }) {
  const warning = form.problemAt('emergencyAddress')
  if (warning?.code !== 'emergency_address_missing' || !site) return null
  return (
    <Text span size="xs" c="var(--offhook-attention)" role="alert">
      {warning.message}{' '}
      <AnchorLink to={paths.site} params={{ id: site.id }} target="_blank" size="xs">
        Complete the address
      </AnchorLink>
    </Text>
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
