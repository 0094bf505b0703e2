import { Button } from '@mantine/core'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ProfileView } from '../../../contract/api/profiles.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Lets new people get this profile from now on. */
export function MakeDefault({ profile, onDone }: { profile: ProfileView; onDone: () => void }) {
  const { id, name, version, isDefault } = profile
  const make = useChange(
    () => call(endpoints.updateProfile, { params: { id }, body: { isDefault: true }, ifMatch: version }),
    ({ changeSetId }) => {
      sayDone(`New people get ${name} from now on.`, changeSetId)
      onDone()
    },
  )
  if (isDefault) return null
  return (
    <Button variant="default" onClick={() => make.mutate(undefined)} loading={make.isPending}>
      Make default
    </Button>
  )
}
