import { Alert, List, Select, Stack, Text } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { SiteDependents, SiteView } from '../../../contract/api/sites.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { NameList } from '../../ui/name-list.tsx'
import { followTask } from '../../ui/started-tasks.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Removes a site, and first says who and what depends on it, and where they go. */
export function DeleteSite({ site, onDeleted }: { site: SiteView; onDeleted: () => void }) {
  const { data } = useQuery(answerOf(endpoints.getSiteDependents, { params: { id: site.id } }))
  const { data: sites } = useSuspenseQuery(answerOf(endpoints.listSites, {}))
  const others = sites.items.filter(({ id }) => id !== site.id)
  const [chosen, setChosen] = useState<string | null>(null)
  const to = chosen ?? others[0]?.id ?? null
  const people = site.users + site.leavers
  const remove = useChange(
    () => {
      const query = people > 0 && to ? { movePeopleTo: to } : {}
      return call(endpoints.deleteSite, { params: { id: site.id }, query })
    },
    (answer) => {
      if ('taskId' in answer) followTask(answer.taskId)
      else sayDone(doneSentence(site.name, answer.moved), answer.changeSetId)
      onDeleted()
    },
  )
  return (
    <ConfirmButton
      label="Delete"
      title={`Delete ${site.name}?`}
      action={people > 0 ? 'Move them and delete' : 'Delete'}
      onConfirm={() => remove.mutate(undefined)}
      loading={remove.isPending}
      refusal={data?.refusal ?? null}
    >
      {data && !data.refusal && <Dependents dependents={data} />}
      {people > 0 && !data?.refusal && (
        <Select
          label={people === 1 ? 'Where they go' : `Where all ${people.toLocaleString()} go`}
          description="They keep extension, numbers and licence; language, time zone and emergency address follow the new site."
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={to}
          onChange={setChosen}
          allowDeselect={false}
        />
      )}
      {!data?.refusal && <Text size="sm">The site is taken from every list. You can undo all of it in one step.</Text>}
    </ConfirmButton>
  )
}

function doneSentence(name: string, moved: number): string {
  if (moved === 0) return `${name} is deleted.`
  return `${moved === 1 ? 'One person has' : `${moved.toLocaleString()} people have`} moved, and ${name} is deleted.`
}

function Dependents({ dependents: { people, leavers, alsoGoes } }: { dependents: SiteDependents }) {
  return (
    <Stack gap="xs">
      {people.count + leavers.count > 0 && (
        <Alert>
          <Stack gap={4}>
            {people.count > 0 && (
              <Who {...people} what={people.count === 1 ? 'person works here' : 'people work here'} />
            )}
            {leavers.count > 0 && <Who {...leavers} what="in the recycle bin" />}
          </Stack>
        </Alert>
      )}
      <List size="sm">
        {alsoGoes.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Stack>
  )
}

function Who({ count, first, what }: SiteDependents['people'] & { what: string }) {
  const rest = count - first.length
  return (
    <Text size="sm">
      <b>
        {count.toLocaleString()} {what}:
      </b>{' '}
      <NameList names={first.map(({ name }) => name)} />
      {rest > 0 && ` and ${rest.toLocaleString()} more`}
    </Text>
  )
}
