import { SimpleGrid } from '@mantine/core'
import { PageHeader } from '../../ui/page-header.tsx'
import { ApiTokens } from './api-tokens.tsx'
import { CompanySettings } from './company-settings.tsx'

/** The company itself, and the keys to its API. */
export function SettingsPage() {
  return (
    <>
      <PageHeader title="Settings" />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <CompanySettings />
        <ApiTokens />
      </SimpleGrid>
    </>
  )
}
