import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { TaskView } from '../../../contract/api/tasks.ts'
import { call } from '../../../web/api.ts'
import { paths } from '../../paths.ts'
import { AnchorLink } from '../../ui/links.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { forgetTask } from '../../ui/started-tasks.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { useChange } from '../../ui/use-change.ts'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { sourceTexts } from '../activity/change-text.ts'
import { UndoButton } from '../activity/undo-button.tsx'
import { LeftOutList } from './left-out-list.tsx'
import { TaskProgress } from './task-progress.tsx'
import { resultText, taskStates, titleText } from './task-text.ts'
import { useTask } from './use-task.ts'

/** One task: how far it is, what it changed, who was left out and why, and the way back. */
export function TaskPanel() {
  const id = usePanelId()
  const { data: task } = useTask(id)
  const navigate = useNavigate()
  const isEnded = Boolean(task?.finishedAt)
  useEffect(() => {
    if (isEnded) forgetTask(id)
  }, [id, isEnded])
  if (!task) return null
  return (
    <SidePanel title={titleText(task)} onClose={() => void navigate({ to: paths.tasks })}>
      <Stack>
        <Text size="sm" c="dimmed">
          <span dir="auto">{task.actor.name}</span> {sourceTexts[task.source]} · <Time at={task.createdAt} />
        </Text>
        <Standing task={task} />
        {task.result && <LeftOutList result={task.result} />}
        {task.problem && <Problems problem={task.problem} />}
      </Stack>
    </SidePanel>
  )
}

function Standing({ task }: { task: TaskView }) {
  const { tone, text } = taskStates[task.state]
  const cancel = useChange(
    () => call(endpoints.cancelTask, { params: { id: task.id } }),
    () => {},
  )
  if (!task.finishedAt) {
    return (
      <>
        <TaskProgress task={task} />
        <Text size="sm">
          All of it becomes true at once at the end, or nothing does. You can leave this page; it goes on by itself.
        </Text>
        {task.state === 'queued' && (
          <Group>
            <Button
              variant="default"
              size="compact-sm"
              loading={cancel.isPending}
              onClick={() => cancel.mutate(undefined)}
            >
              Cancel
            </Button>
          </Group>
        )}
      </>
    )
  }
  return (
    <Stack gap="xs" role="status">
      <StateMark tone={tone}>{text}</StateMark>
      {task.result && <Text size="sm">{resultText(task.result)}</Text>}
      {task.state === 'cancelled' && <Text size="sm">It had not begun, so nothing was changed.</Text>}
      {task.changeSetId && (
        <Group justify="space-between">
          <AnchorLink size="sm" to={paths.changeSet} params={{ id: task.changeSetId }}>
            See each change
          </AnchorLink>
          {task.canUndo && (
            <UndoButton
              changeSet={{
                id: task.changeSetId,
                actor: task.actor,
                summary: task.title,
                count: task.result?.changed ?? 0,
              }}
            />
          )}
        </Group>
      )}
    </Stack>
  )
}

/** Why nothing was changed. */
function Problems({ problem }: { problem: NonNullable<TaskView['problem']> }) {
  const reasons = [...new Set(problem.errors.map(({ message }) => message))]
  return (
    <>
      <Text size="sm">{problem.detail}</Text>
      {reasons.length > 1 && (
        <List size="sm" aria-label="Reasons">
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      )}
    </>
  )
}
