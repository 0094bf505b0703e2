import { Alert, Stack, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ExtensionOverview } from '../../../contract/api/sites.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../table/data-table.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { Time } from '../../ui/time.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { ExtensionBar } from './extension-bar.tsx'
import { ExtensionSettings } from './extension-settings.tsx'

type Resting = ExtensionOverview['resting']['items'][number]
type Blocked = ExtensionOverview['blocked']['items'][number]

const restingColumns: readonly Column<Resting>[] = [
  { key: 'number', label: 'Extension', cell: ({ number }) => number },
  { key: 'who', label: 'Who had it', cell: (row) => <WhoHadIt {...row} /> },
  { key: 'until', label: 'Rests until', isShort: true, cell: ({ until }) => <Time at={until} /> },
]

const byTexts: Record<Blocked['by'], string> = {
  company: 'the company',
  system: 'the system',
  emergency: 'safety',
}

const blockedColumns: readonly Column<Blocked>[] = [
  { key: 'range', label: 'Extensions', cell: ({ from, to }) => (from === to ? from : `${from}–${to}`) },
  { key: 'reason', label: 'Why', cell: ({ reason }) => <span dir="auto">{reason}</span> },
  { key: 'by', label: 'Kept back by', isShort: true, cell: ({ by }) => byTexts[by] },
]

/** How a site's range of extensions stands: used, free, resting after somebody, and kept back. */
export function ExtensionsPanel() {
  const id = usePanelId()
  const { data: site } = useSuspenseQuery(answerOf(endpoints.getSite, { params: { id } }))
  const { data } = useSuspenseQuery(answerOf(endpoints.getSiteExtensions, { params: { id } }))
  const navigate = useNavigate()
  const { resting, blocked, outside, next, from, to } = data
  return (
    <SidePanel
      title={`Extensions of ${site.name}`}
      onClose={() => void navigate({ to: paths.site, params: { id } })}
      isWide
    >
      <Stack gap="lg">
        <Stack gap="xs">
          <Text>
            {from} to {to}. {next ? `${next} would be chosen next.` : 'None is left to choose: widen the range.'}
          </Text>
          <ExtensionBar overview={data} />
          {outside > 0 && (
            <Text size="sm" c="dimmed">
              {outside === 1 ? 'One person' : `${outside.toLocaleString()} people`} of {site.name}{' '}
              {outside === 1 ? 'has an extension' : 'have extensions'} outside this range.
            </Text>
          )}
        </Stack>
        <Stack gap="xs">
          <Text fw={600}>Resting</Text>
          {resting.count === 0 ? (
            <Text size="sm" c="dimmed">
              No extension rests. When somebody gives one up, it is chosen for nobody else for a while, so that their
              callers reach no stranger.
            </Text>
          ) : (
            <DataTable
              label="Resting extensions"
              columns={restingColumns}
              rows={resting.items}
              rowKey={(row) => row.number}
            />
          )}
          {resting.count > resting.items.length && (
            <Alert>These are the last {resting.items.length} that began to rest.</Alert>
          )}
        </Stack>
        <Stack gap="xs">
          <Text fw={600}>Kept back</Text>
          {blocked.items.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing of this range is kept back.
            </Text>
          ) : (
            <DataTable
              label="Extensions that are kept back"
              columns={blockedColumns}
              rows={blocked.items}
              rowKey={(row) => `${row.from} ${row.to} ${row.reason}`}
            />
          )}
        </Stack>
        <ExtensionSettings />
      </Stack>
    </SidePanel>
  )
}

function WhoHadIt({ userId, userName }: Resting) {
  if (!userId || !userName)
    return (
      <Text span c="dimmed">
        Removed for good
      </Text>
    )
  return (
    <Link to={paths.user} params={{ id: userId }} dir="auto">
      {userName}
    </Link>
  )
}
