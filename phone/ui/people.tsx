import { ActionIcon, Button, Skeleton, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { Colleague } from '../../contract/api/phone.ts'
import { call } from '../../web/api.ts'
import { Face } from './face.tsx'
import { PeerNumber } from './peer-number.tsx'
import classes from './phone.module.css'
import { useDial } from './phone-context.tsx'
import { PhoneIcon } from './phone-icons.tsx'
import { PresenceMark } from './presence-mark.tsx'
import { openView } from './use-view.ts'

/** Everybody in the company, with presence. */
export function People({ myUserId }: { myUserId: string }) {
  const [text, setText] = useState('')
  const [q] = useDebouncedValue(text.trim(), 150)
  const { data, isLoading, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [endpoints.searchDirectory.path, null, { q, pages: true }],
    queryFn: ({ pageParam, signal }) =>
      call(endpoints.searchDirectory, {
        query: { limit: 50, ...(q ? { query: q } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  const people = (data?.pages ?? []).flatMap(({ items }) => items).filter(({ userId }) => userId !== myUserId)
  return (
    <section aria-label="People">
      <TextInput
        mb="xs"
        aria-label="Find a colleague"
        placeholder="Find a colleague"
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<PhoneIcon name="search" size={16} />}
      />
      {isLoading && <Skeleton height={44} my={10} aria-label="Loading people" />}
      {!isLoading && people.length === 0 && (
        <Text c="dimmed" ta="center" py="xl">
          {q ? 'Nobody found.' : 'You are the first one here. Colleagues appear as soon as they are added.'}
        </Text>
      )}
      <ul className={classes.list}>
        {people.map((colleague) => (
          <PersonRow key={colleague.userId} colleague={colleague} />
        ))}
      </ul>
      {hasNextPage && (
        <Button fullWidth mt="sm" variant="default" onClick={() => void fetchNextPage()}>
          Show more people
        </Button>
      )}
    </section>
  )
}

function PersonRow({ colleague }: { colleague: Colleague }) {
  const dial = useDial()
  const number = colleague.extension ?? colleague.number
  const role = [colleague.jobTitle, colleague.department].filter(Boolean).join(' · ')
  return (
    <li className={classes.row}>
      <Face peer={{ name: colleague.name, number: '' }} size={40} />
      <div className={classes.rowText}>
        <div className={classes.rowName}>
          <bdi>{colleague.name}</bdi>
        </div>
        <div className={classes.rowMore}>
          {number && <PeerNumber number={number} />}
          <PresenceMark presence={colleague.presence} />
          {role && <bdi>{role}</bdi>}
        </div>
      </div>
      {number && (
        <ActionIcon
          variant="subtle"
          size={44}
          radius="xl"
          aria-label={`Call ${colleague.name}`}
          onClick={() => {
            openView('keypad')
            dial(number, colleague.name)
          }}
        >
          <PhoneIcon name="handset" />
        </ActionIcon>
      )}
    </li>
  )
}
