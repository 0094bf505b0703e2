import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import { fieldWords } from '../../../../contract/field-words.ts'
import { sentenceCase } from '../../../../contract/plain-words.ts'
import { usersNamedIn } from '../../../../contract/services-text.ts'
import { answerOf } from '../../../../web/answers.ts'
import { ConflictNote } from '../../../form/conflict-note.tsx'
import type { FieldClash } from '../../../form/use-form-merging.ts'
import { useServiceWords } from '../forwarding/use-setting-words.ts'
import type { PersonProps } from '../sections/person-props.ts'
import { draftValueText } from './draft-value-text.ts'

interface ConflictCardProps extends Pick<PersonProps, 'sites' | 'licenses'> {
  userId: string
  clashes: readonly FieldClash[]
  onMine: (clash: FieldClash) => void
  onTheirs: (clash: FieldClash) => void
}

/** What somebody else changed of this person meanwhile, with who it was. */
export function ConflictCard({ userId, clashes, onMine, onTheirs, ...known }: ConflictCardProps) {
  const { data } = useQuery(answerOf(endpoints.listChangeSets, { query: { entityId: userId, limit: 1 } }))
  const words = useServiceWords(clashes.flatMap(({ mine, theirs }) => usersNamedIn([mine, theirs])))
  const last = data?.items[0]
  return (
    <ConflictNote
      name="this person"
      by={last && { name: last.actor.name, at: last.at }}
      clashes={clashes}
      labelOf={(field) => sentenceCase(fieldWords(field))}
      textOf={(value, field) => draftValueText(field, value, { ...known, words })}
      onMine={onMine}
      onTheirs={onTheirs}
    />
  )
}
