import { Text } from '@mantine/core'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ProfileView } from '../../../contract/api/profiles.ts'
import { call } from '../../../web/api.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { followTask } from '../../ui/started-tasks.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Deletes a profile, and says before whom it concerns. */
export function DeleteProfile({ profile, onDeleted }: { profile: ProfileView; onDeleted: () => void }) {
  const { id, name, people, sites, isDefault } = profile
  const remove = useChange(
    () => call(endpoints.deleteProfile, { params: { id } }),
    (answer) => {
      if ('taskId' in answer) followTask(answer.taskId)
      else sayDone(`${name} is deleted.`, answer.changeSetId)
      onDeleted()
    },
  )
  const keep = people === 1 ? '1 person keeps what they have' : `${people.toLocaleString()} people keep what they have`
  return (
    <ConfirmButton
      label="Delete"
      title={`Delete ${name}?`}
      action="Delete"
      onConfirm={() => remove.mutate(undefined)}
      loading={remove.isPending}
      refusal={isDefault ? 'It is the default: new people get it. Make another profile the default first.' : null}
    >
      <Text size="sm">
        {people > 0 ? `${keep} and no longer have a profile. ` : 'Nobody has it. '}
        {sites.length > 0 && `New people at ${sites.map((site) => site.name).join(', ')} get the default profile. `}
        You can undo it.
      </Text>
    </ConfirmButton>
  )
}
