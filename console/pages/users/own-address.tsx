import type { PostalAddress } from '../../../contract/texts.ts'
import { AddressFields } from '../../form/place-fields.tsx'
import { problemProps } from '../../form/problem-note.tsx'
import type { UserForm } from './use-user-form.ts'

interface OwnAddressProps {
  form: UserForm
  field: 'address' | 'emergencyAddress'
  address: PostalAddress
}

/** The parts of an address that a person has to themselves. */
export function OwnAddress({ form, field, address }: OwnAddressProps) {
  const part = (name: keyof PostalAddress) => ({
    value: address[name],
    onChange: (event: unknown) => form.set(field, { ...address, [name]: textOf(event) }),
    ...problemProps(form.problemAt(`${field}.${name}`), form.fix),
  })
  return <AddressFields part={part} />
}

/** Text inputs hand over an event, selects the value itself. */
function textOf(event: unknown): string {
  if (typeof event === 'string') return event
  const isEvent = typeof event === 'object' && event !== null && 'currentTarget' in event
  return isEvent && event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value : ''
}
