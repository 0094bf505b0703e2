import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { endpoints } from '../../contract/api/endpoints.ts'
import { answerOf } from '../../web/answers.ts'
import { paths, phonePath } from '../paths.ts'
import { useSession } from '../session.tsx'
import type { IconName } from '../ui/console-icons.tsx'
import { isolated } from '../ui/isolated.ts'
import { pages } from './navigation.tsx'

type Look = { label: string; hint: string; icon: IconName }
type ActionPath = (typeof paths)['newUser' | 'claimNumbers' | 'newSite' | 'newLicense' | 'loadNumbers']
type Link =
  | { to: (typeof pages)[number]['to'] | ActionPath; search?: { q?: string; tab?: string } }
  | { to: typeof paths.user; params: { id: string } }

/** Something the finder leads to: inside the console, or a page of its own. */
export type Finding = Look & ({ link: Link } | { href: string })

const actions: readonly (Look & { link: { to: ActionPath } })[] = [
  { label: 'Create user', hint: 'Action', icon: 'plus', link: { to: paths.newUser } },
  { label: 'Claim numbers', hint: 'Action', icon: 'plus', link: { to: paths.claimNumbers } },
  { label: 'Create site', hint: 'Action', icon: 'plus', link: { to: paths.newSite } },
  { label: 'Add licence type', hint: 'Operator action', icon: 'plus', link: { to: paths.newLicense } },
  { label: 'Load numbers into stock', hint: 'Operator action', icon: 'plus', link: { to: paths.loadNumbers } },
]

/** What the typed words find: actions and pages at once, people and numbers as the server answers. */
export function useFindings(words: string): readonly Finding[] {
  const { hasInbox, isOperator } = useSession()
  const [asked] = useDebouncedValue(words.trim(), 120)
  const people = usePeople(asked)
  const numbers = useNumbers(asked)
  const fixed: Finding[] = [
    ...pages
      .filter(({ to }) => hasInbox || to !== paths.inbox)
      .map(({ to, label, icon }) => ({ label, icon, hint: 'Page', link: { to } })),
    ...actions.filter(({ hint }) => isOperator || hint === 'Action'),
    { label: 'Open my phone', hint: 'Page', icon: 'phone', href: phonePath },
  ]
  const matching = fixed.filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()))
  return words.trim() ? [...people, ...numbers, ...matching] : matching
}

function usePeople(words: string): Finding[] {
  const { data } = useQuery({
    ...answerOf(endpoints.listUsers, { query: { query: words, limit: 8 } }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  })
  if (words === '') return []
  return (data?.items ?? []).map(({ id, firstName, lastName, extension, username }) => ({
    label: `${firstName} ${lastName}`,
    hint: extension ? `${isolated(username)} · ${extension}` : username,
    icon: 'users',
    link: { to: paths.user, params: { id } },
  }))
}

function useNumbers(words: string): Finding[] {
  const digits = words.replace(/[^\d]/g, '')
  const isNumber = digits.length >= 3 && /^[+\d\s().-]+$/.test(words)
  const { data } = useQuery({
    ...answerOf(endpoints.listNumbers, { query: { pattern: digits, limit: 5 } }),
    enabled: isNumber,
    placeholderData: keepPreviousData,
  })
  if (!isNumber) return []
  return (data?.items ?? []).map(({ e164, display, user, state }) => ({
    label: display,
    hint: user?.name ?? state,
    icon: 'numbers',
    link: { to: paths.numbers, search: { q: e164.slice(1) } },
  }))
}
