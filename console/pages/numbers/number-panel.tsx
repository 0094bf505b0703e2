import { Accordion, Badge, Group, Stack, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { answerOf } from '../../../web/answers.ts'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import { AnchorLink } from '../../ui/links.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { HistoryList } from '../activity/history-list.tsx'
import { EndRestButton } from './end-rest-button.tsx'
import { MoveNumber } from './move-number.tsx'
import { NumberStateMark } from './number-state.tsx'
import { PortingCard } from './porting-card.tsx'
import { ReleaseButton } from './release-button.tsx'
import { ShareNumber } from './share-number.tsx'
import { SwapNumber } from './swap-number.tsx'
import { useNumberFilters } from './use-number-filters.ts'

/** One number: where it rings, and all that can be done with it. */
export function NumberPanel() {
  const { number: e164 = '' } = useParams({ strict: false })
  const { data: number } = useSuspenseQuery(answerOf(endpoints.getNumber, { params: { number: e164 } }))
  const { search } = useNumberFilters()
  const navigate = useNavigate()
  const close = () => void navigate({ to: paths.numbers, search })
  const isPorting = number.state === 'porting' || number.state === 'prePorting'
  const canMove = number.state === 'assigned' || number.state === 'available'
  return (
    <SidePanel title={number.display} onClose={close}>
      <Stack>
        <NumberFacts number={number} />
        {isPorting && <PortingCard key={number.e164} number={number} onGone={close} />}
        {canMove && <Actions key={`${number.e164} ${number.sharedName}`} number={number} />}
        <Group>
          {canMove && <ReleaseButton numbers={[number.e164]} onReleased={() => undefined} />}
          {number.state === 'quarantined' && (
            <EndRestButton
              numbers={[number.e164]}
              isReleased={number.releasedAt !== null}
              onDone={number.releasedAt ? close : () => undefined}
            />
          )}
        </Group>
        <Text fw={600} mt="md">
          History
        </Text>
        <HistoryList entityId={number.e164} />
      </Stack>
    </SidePanel>
  )
}

function NumberFacts({ number }: { number: NumberView }) {
  const { user, standsInFor, temporaryNumber } = number
  return (
    <Stack gap={4}>
      <NumberStateMark number={number} />
      {user && (
        <Text size="sm">
          Rings{' '}
          <AnchorLink to={paths.user} params={{ id: user.id }} size="sm" dir="auto">
            <bdi>{user.name}</bdi>
            {user.extension && ` · ${user.extension}`}
          </AnchorLink>
          {number.isPrimary ? ', as the first of their numbers' : ''}
        </Text>
      )}
      {standsInFor && (
        <Text size="sm">
          Stands in for{' '}
          <AnchorLink to={paths.number} params={{ number: standsInFor.e164 }} size="sm">
            {standsInFor.display}
          </AnchorLink>
          , which is being ported
        </Text>
      )}
      {temporaryNumber && <Text size="sm">{temporaryNumber.display} rings until it is here</Text>}
      <Text size="sm" c="dimmed">
        {countryName(number.country)} · {number.category === 'tollFree' ? 'toll-free' : 'local'} ·{' '}
        {number.origin === 'own' ? 'brought along' : 'claimed from the stock'}
      </Text>
      {number.isFictional && <Badge size="sm">fictional</Badge>}
    </Stack>
  )
}

function Actions({ number }: { number: NumberView }) {
  const { tab } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const open = (value: string | null) =>
    void navigate({ to: '.', search: (old) => ({ ...old, tab: value ?? undefined }), replace: true })
  const items = [
    { value: 'move', label: number.user ? 'Move to somebody else' : 'Give to somebody', form: MoveNumber },
    { value: 'swap', label: 'Swap with another number', form: SwapNumber },
    {
      value: 'share',
      label: number.sharedName ? `Shared caller ID: ${number.sharedName}` : 'Use as shared caller ID',
      form: ShareNumber,
    },
  ]
  return (
    <Accordion variant="contained" value={tab ?? null} onChange={open}>
      {items.map(({ value, label, form: Form }) => (
        <Accordion.Item key={value} value={value}>
          <Accordion.Control>{label}</Accordion.Control>
          <Accordion.Panel>{tab === value && <Form number={number} />}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}
