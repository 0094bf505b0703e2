import { Anchor, Divider, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { SiteView } from '../../../contract/api/sites.ts'
import { BasicFields } from './basic-fields.tsx'
import { MoreFields } from './more-fields.tsx'
import type { UserForm } from './use-user-form.ts'
import { moreFields } from './user-draft.ts'

interface UserFormBodyProps {
  form: UserForm
  sites: readonly SiteView[]
  isNew: boolean
  children?: ReactNode
}

/** The fields about one person, the same when creating and when changing them. */
export function UserFormBody({ form, sites, isNew, children }: UserFormBodyProps) {
  const [isMoreOpen, more] = useDisclosure()
  const isOpen = isMoreOpen || (form.isTried && form.hasErrorIn(moreFields))
  const site = sites.find(({ id }) => id === form.draft.site)
  return (
    <Stack>
      <BasicFields form={form} sites={sites} isNew={isNew} />
      <div>
        <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} onClick={more.toggle}>
          {isOpen ? '▾ Show less' : '▸ Show more'}
        </Anchor>
        {!isOpen && (
          <Text span size="sm" c="dimmed" ml="xs">
            job title · department · address · personal number
          </Text>
        )}
      </div>
      {isOpen && <MoreFields form={form} site={site} />}
      {children}
    </Stack>
  )
}

/** The line between who somebody is and what they can do. */
export function ServicesDivider() {
  return <Divider label="Services and extension" labelPosition="left" mt="xs" />
}
