import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LicenseView } from '../../../contract/api/licenses.ts'
import type { SiteView } from '../../../contract/api/sites.ts'
import { answerOf } from '../../../web/answers.ts'
import { firstServices, freeNumbersFor } from './service-defaults.ts'
import type { UserForm } from './use-user-form.ts'

interface PutOnPhoneProps {
  form: UserForm
  licenses: readonly LicenseView[]
  site: SiteView | undefined
  name: string
}

/** Offers a contact all that it takes to call, to be looked at and saved. */
export function PutOnPhone({ form, licenses, site, name }: PutOnPhoneProps) {
  const { data: free } = useQuery(answerOf(endpoints.listNumbers, { query: { state: 'available', limit: 50 } }))
  const add = () => {
    form.merge(firstServices(licenses, freeNumbersFor(site, free?.items ?? [])))
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-services-start]')?.focus())
  }
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm">{name} is a contact and cannot call yet.</Text>
      <Button size="compact-sm" onClick={add}>
        Add licence and extension
      </Button>
    </Group>
  )
}
