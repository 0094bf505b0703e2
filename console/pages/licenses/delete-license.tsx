import { Text } from '@mantine/core'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LicenseDetail } from '../../../contract/api/licenses.ts'
import { call } from '../../../web/api.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Removes a licence type that nobody holds; for operators. */
export function DeleteLicense({ license, onDeleted }: { license: LicenseDetail; onDeleted: () => void }) {
  const { id, name, used } = license
  const remove = useChange(
    () => call(endpoints.deleteLicense, { params: { id } }),
    ({ changeSetId }) => {
      sayDone(`${name} is deleted.`, changeSetId)
      onDeleted()
    },
  )
  const who = used === 1 ? 'One person holds' : `${used.toLocaleString()} people hold`
  return (
    <ConfirmButton
      label="Delete"
      title={`Delete ${name}?`}
      action="Delete"
      onConfirm={() => remove.mutate(undefined)}
      loading={remove.isPending}
      refusal={used > 0 ? `${who} a ${name} licence. Change their type first; the button for it is above.` : null}
    >
      <Text size="sm">The licence type is taken from every list. You can undo it.</Text>
    </ConfirmButton>
  )
}
