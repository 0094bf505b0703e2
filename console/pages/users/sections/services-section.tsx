import { LicenseField } from '../license-field.tsx'
import { ProfileField } from '../profile-field.tsx'
import { PutOnPhone } from '../put-on-phone.tsx'
import { WelcomeSwitch } from '../service-fields.tsx'
import type { UserDraft } from '../user-draft.ts'
import { LockedByProfile } from './locked-by-profile.tsx'
import { type PersonProps, siteOf } from './person-props.ts'
import { FieldFrame } from './setting.tsx'

/** What the person may use: the licence, and with a first extension the welcome mail. */
export function ServicesSection(props: PersonProps) {
  const { form, user, licenses } = props
  const getsExtension = form.draft.extension !== '' && !user?.extension
  return (
    <>
      {user && isContact(form.draft) && (
        <PutOnPhone form={form} licenses={licenses} site={siteOf(props)} name={user.firstName} />
      )}
      <FieldFrame form={form} path="profile">
        <ProfileField
          value={form.draft.profile}
          onChange={(profile) => form.set('profile', profile?.id ?? '')}
          description="A set of defaults and locks for people with the same work."
        />
      </FieldFrame>
      <LockedByProfile user={user} path="license">
        <LicenseField form={form} licenses={licenses} held={user?.license?.id ?? ''} />
      </LockedByProfile>
      {getsExtension && <WelcomeSwitch form={form} />}
    </>
  )
}

function isContact({ license, extension, numbers }: UserDraft): boolean {
  return license === '' && extension === '' && numbers.length === 0
}
