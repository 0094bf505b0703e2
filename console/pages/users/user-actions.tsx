import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { UserView } from '../../../contract/api/users.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { keptFilters } from './kept-filters.ts'
import { changeUser, deleteUser, planChange, planDeletion } from './user-answers.ts'

/** Offboard, suspend, reactivate, delete: each says first what it does. */
export function UserActions({ user }: { user: UserView }) {
  if (user.state === 'deleted') return null
  return (
    <Group gap="xs">
      <ButtonLink variant="default" to={paths.offboard} params={{ id: user.id }} search={keptFilters}>
        Offboard
      </ButtonLink>
      <SuspendButton user={user} />
      <DeleteButton user={user} />
    </Group>
  )
}

/** Nobody locks themselves out. */
function useOwnRefusal(user: UserView): string | null {
  const session = useSession()
  return session.user.id === user.id ? 'This is your own account. Another administrator can do it.' : null
}

function SuspendButton({ user }: { user: UserView }) {
  const state = user.state === 'suspended' ? 'active' : 'suspended'
  const isSuspending = state === 'suspended'
  const own = useOwnRefusal(user)
  const plan = useQuery({
    queryKey: ['plan', 'state', user.id, user.version, state],
    queryFn: ({ signal }) => planChange(user.id, { state }, signal),
    retry: false,
  })
  const change = useChange(
    () => changeUser(user.id, user.version, { state }),
    ({ changeSetId }) =>
      sayDone(isSuspending ? `${user.firstName} is suspended.` : `${user.firstName} is back.`, changeSetId),
  )
  const refusal = (isSuspending ? own : null) ?? refusalIn(plan.data?.rows[0]?.problems)
  return (
    <ConfirmButton
      label={isSuspending ? 'Suspend' : 'Reactivate'}
      title={isSuspending ? `Suspend ${user.firstName}?` : `Reactivate ${user.firstName}?`}
      action={isSuspending ? 'Suspend' : 'Reactivate'}
      onConfirm={() => change.mutate(undefined)}
      loading={change.isPending}
      refusal={refusal}
    >
      <Text size="sm">
        {plan.data?.rows[0]?.sentence ?? (plan.error ? sentenceOf(plan.error) : 'Asking what would happen …')}
      </Text>
    </ConfirmButton>
  )
}

function DeleteButton({ user }: { user: UserView }) {
  const navigate = useNavigate()
  const own = useOwnRefusal(user)
  const plan = useQuery({
    queryKey: ['plan', 'delete', user.id, user.version],
    queryFn: ({ signal }) => planDeletion(user.id, signal),
    retry: false,
  })
  const change = useChange(
    () => deleteUser(user.id),
    async ({ changeSetId }) => {
      await navigate({ to: paths.users, search: keptFilters })
      sayDone(`${user.firstName} ${user.lastName} is in the recycle bin.`, changeSetId)
    },
  )
  return (
    <ConfirmButton
      label="Delete"
      title={`Delete ${user.firstName} ${user.lastName}?`}
      action="Delete"
      onConfirm={() => change.mutate(undefined)}
      loading={change.isPending}
      refusal={own ?? refusalIn(plan.data?.rows[0]?.problems)}
    >
      <Text size="sm">
        {plan.data?.rows[0]?.sentence ?? (plan.error ? sentenceOf(plan.error) : 'Asking what would happen …')}
      </Text>
    </ConfirmButton>
  )
}

function refusalIn(problems: readonly { severity: string; message: string }[] = []): string | null {
  return problems.find(({ severity }) => severity !== 'warning')?.message ?? null
}
