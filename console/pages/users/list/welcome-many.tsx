import { Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import type { WelcomesAnswer } from '../../../../contract/api/user-lists.ts'
import type { UserSelection } from '../../../../contract/user-filter.ts'
import { call } from '../../../../web/api.ts'
import { sentenceOf } from '../../../../web/problem-text.ts'
import { sayDone } from '../../../ui/toast.tsx'
import { useChange } from '../../../ui/use-change.ts'

/** Welcome mails to many, with a look first at who gets one, and who cannot use one. */
export function WelcomeMany({ selection, close }: { selection: UserSelection; close: () => void }) {
  const preview = useQuery({
    queryKey: ['plan', 'welcome', selection],
    queryFn: ({ signal }) => call(endpoints.sendWelcomes, { body: selection, query: { dryRun: 'true' }, signal }),
    retry: false,
    gcTime: 0,
  })
  const send = useChange(
    () => call(endpoints.sendWelcomes, { body: selection }),
    ({ queued }) => {
      close()
      sayDone(`${mails(queued)} on the way.`)
    },
  )
  const { data, error } = preview
  return (
    <Modal opened onClose={close} title="Send welcome mails?">
      <Stack>
        <Text size="sm" role="status">
          {error
            ? sentenceOf(error)
            : data
              ? data.queued > 0
                ? `${mails(data.queued)} sent. Links of earlier ones stop working.`
                : 'Nobody of these can use a welcome mail.'
              : 'Looking who gets one …'}
        </Text>
        {data && data.leftOut.length > 0 && <LeftOut leftOut={data.leftOut} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          {data && data.queued > 0 && (
            <Button onClick={() => send.mutate(undefined)} loading={send.isPending} data-autofocus>
              Send {data.queued.toLocaleString()}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

function LeftOut({ leftOut }: Pick<WelcomesAnswer, 'leftOut'>) {
  return (
    <div>
      <Text size="sm">Left out:</Text>
      <List size="sm">
        {leftOut.map(({ reason, count, message, users }) => (
          <List.Item key={reason}>
            {count.toLocaleString()} {message}:{' '}
            {users
              .slice(0, 3)
              .map(({ name }) => name)
              .join(', ')}
            {count > 3 ? ' …' : ''}
          </List.Item>
        ))}
      </List>
    </div>
  )
}

function mails(count: number): string {
  return count === 1 ? 'One welcome mail is' : `${count.toLocaleString()} welcome mails are`
}
