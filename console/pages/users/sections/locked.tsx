import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { LicenseView } from '../../../../contract/api/licenses.ts'
import type { Entitlement } from '../../../../contract/entitlements.ts'
import { Icon } from '../../../ui/console-icons.tsx'
import { includes, licenseThatIncludes } from './included.ts'
import classes from './page-section.module.css'
import type { PersonProps } from './person-props.ts'

interface LockedByLicenseProps extends Pick<PersonProps, 'form' | 'licenses'> {
  needs: Entitlement
  /** What needs it, as the beginning of a sentence: "International calls are". */
  what: string
  /** Said instead of what a licence does not include, where nobody has to choose one. */
  children: ReactNode
}

/** Shows controls that the chosen licence does not include: locked, with the licence that does and a button to choose it. */
export function LockedByLicense({ form, licenses, needs, what, children }: LockedByLicenseProps) {
  const chosen = licenses.find(({ id }) => id === form.draft.license)
  if (includes(chosen, needs)) return children
  const better = licenseThatIncludes(licenses, needs)
  return (
    <LockedBox
      reason={`${what} not included ${chosen ? `in ${chosen.name}` : 'without a licence'}.${better ? ` ${better.name} includes them.` : ''}`}
      action={better && <UseLicense license={better} onUse={() => form.set('license', better.id)} />}
    >
      {children}
    </LockedBox>
  )
}

function UseLicense({ license, onUse }: { license: LicenseView; onUse: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={onUse}
      aria-label={`Use ${license.name}, ${license.free} left`}
    >
      Use {license.name}
    </Button>
  )
}

/** Controls that cannot be used now, and why. */
export function LockedBox({ reason, action, children }: { reason: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <Group gap="xs" mb="xs" role="note">
        <Icon name="lock" size={16} />
        <Text size="sm" flex={1} miw={180}>
          {reason}
        </Text>
        {action}
      </Group>
      <fieldset disabled className={classes.plain}>
        {children}
      </fieldset>
    </div>
  )
}
