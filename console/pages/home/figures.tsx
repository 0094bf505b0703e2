import { SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { HomeView } from '../../../contract/api/setup.ts'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import { isolated } from '../../ui/isolated.ts'
import { CardLink } from '../../ui/links.tsx'

/** How things stand: people, licences, numbers, and what goes on now. */
export function Figures({ home }: { home: HomeView }) {
  const { users, licenses, freeNumbers, now, failedMails } = home
  const free = freeNumbers.reduce((sum, { free }) => sum + free, 0)
  const spread = freeNumbers.map(({ country, free }) => `${countryName(country)} ${free}`).join(' · ')
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
      <Figure
        label="Ready to call"
        value={`${users.ready} of ${users.total} users`}
        to={paths.users}
        search={users.needAttention > 0 ? { standing: 'needsAttention' } : {}}
      >
        {peopleText(users)}
      </Figure>
      <Figure
        label="Licences"
        value={
          licenses
            .slice(0, 3)
            .map(({ name, used, owned }) => `${isolated(name)} ${used}/${owned}`)
            .join('\n') || 'None yet'
        }
        to={paths.licenses}
      >
        {licenses.length > 3 ? `used of owned, and ${licenses.length - 3} more` : 'used of owned'}
      </Figure>
      <Figure label="Numbers" value={`${free.toLocaleString()} free`} to={paths.numbers}>
        {spread || 'Claim some to be reached from outside'}
      </Figure>
      <Figure label="Now" value={`${count(now.calls, 'call')}`} to={paths.calls}>
        {count(now.registrations, 'phone')} registered
        {failedMails > 0 && (
          <span style={{ color: 'var(--offhook-failed)' }}> · {count(failedMails, 'mail')} failed</span>
        )}
      </Figure>
    </SimpleGrid>
  )
}

function peopleText({ total, needAttention, contacts, suspended }: HomeView['users']): string {
  if (total === 0) return 'Nobody is here yet'
  const attention =
    needAttention === 0
      ? 'Nobody needs attention'
      : `${needAttention.toLocaleString()} ${needAttention === 1 ? 'needs' : 'need'} attention`
  return [
    attention,
    ...(contacts > 0 ? [`${count(contacts, 'contact')} only`] : []),
    ...(suspended > 0 ? [`${suspended.toLocaleString()} suspended`] : []),
  ].join(' · ')
}

function count(amount: number, what: string): string {
  return `${amount.toLocaleString()} ${what}${amount === 1 ? '' : 's'}`
}

interface FigureProps {
  label: string
  value: string
  to: (typeof paths)['users' | 'licenses' | 'numbers' | 'calls']
  search?: { standing?: string }
  children: ReactNode
}

function Figure({ label, value, to, search = {}, children }: FigureProps) {
  return (
    <CardLink withBorder to={to} search={search} style={{ color: 'inherit', textDecoration: 'none' }}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600} fz="lg" className="tabular" style={{ whiteSpace: 'pre-line' }}>
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </CardLink>
  )
}
