import { endpoints } from '../../../contract/api/endpoints.ts'
import type { UserView } from '../../../contract/api/users.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Sends the welcome mail again; earlier links stop working. */
export function useWelcome({ id, firstName, email }: Pick<UserView, 'id' | 'firstName' | 'email'>) {
  return useChange<void, unknown>(
    () => call(endpoints.sendWelcome, { params: { id } }),
    () => sayDone(`A welcome mail for ${firstName} is on its way to ${email}.`),
  )
}
