import { Select } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ProfileView } from '../../../contract/api/profiles.ts'
import { answerOf } from '../../../web/answers.ts'

interface ProfileFieldProps {
  /** Id of the profile; empty for none. */
  value: string
  /** The chosen profile with what it gives; null for none. */
  onChange: (profile: ProfileView | null) => void
  onBlur?: () => void
  label?: string
  placeholder?: string
  error?: ReactNode
  description?: ReactNode
}

/** Chooses the set of defaults and locks of a person. */
export function ProfileField({
  value,
  onChange,
  label = 'Profile',
  placeholder = 'No profile',
  ...input
}: ProfileFieldProps) {
  const { data } = useSuspenseQuery(answerOf(endpoints.listProfiles, {}))
  return (
    <Select
      name="profile"
      label={label}
      placeholder={placeholder}
      clearable
      data={data.items.map(({ id, name, isDefault }) => ({ value: id, label: isDefault ? `${name} (default)` : name }))}
      value={value || null}
      onChange={(id) => onChange(data.items.find((profile) => profile.id === id) ?? null)}
      {...input}
    />
  )
}
