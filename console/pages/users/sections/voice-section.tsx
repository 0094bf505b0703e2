import { PortingNote } from '../../numbers/porting-note.tsx'
import { ExtensionField } from '../extension-field.tsx'
import { NumbersField } from '../numbers-field.tsx'
import { UserPhones } from '../user-phones.tsx'
import { CallSettings } from './call-settings.tsx'
import { LockedByLicense } from './locked.tsx'
import { LockedByProfile } from './locked-by-profile.tsx'
import type { PersonProps } from './person-props.ts'

/** On what a person is called: extension, numbers, phones, and how calls are handled. */
export function VoiceSection(props: PersonProps) {
  const { form, user, licenses } = props
  return (
    <>
      <LockedByProfile user={user} path="extension">
        <ExtensionField form={form} held={user?.extension ?? ''} />
      </LockedByProfile>
      <LockedByProfile user={user} path="numbers">
        <LockedByLicense form={form} licenses={licenses} needs="directNumber" what="Direct numbers are">
          <NumbersField form={form} held={user?.numbers ?? []} />
          <PortingNote portingIn={user?.portingIn ?? []} />
        </LockedByLicense>
      </LockedByProfile>
      <LockedByProfile user={user} path="services.calls">
        <LockedByLicense form={form} licenses={licenses} needs="calls" what="Calls are">
          <CallSettings {...props} />
        </LockedByLicense>
      </LockedByProfile>
      {user && (
        // Its dialogs are forms of their own, whose submit shall not reach the form around.
        <div role="presentation" onSubmit={(event) => event.stopPropagation()}>
          <UserPhones user={user} />
        </div>
      )}
    </>
  )
}
