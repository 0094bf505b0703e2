import { CloseButton, Group, Paper, Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { paths } from '../../paths.ts'
import { AnchorLink } from '../../ui/links.tsx'
import { forgetTask, useStartedTasks } from '../../ui/started-tasks.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import classes from './task-notes.module.css'
import { TaskProgress } from './task-progress.tsx'
import { resultText, taskStates, titleText } from './task-text.ts'
import { useTask } from './use-task.ts'

/** The tasks that were started here, in a corner of whatever page one has gone on to. */
export function TaskNotes() {
  const started = useStartedTasks()
  const { id: open } = useParams({ strict: false })
  const shown = started.filter((id) => id !== open)
  if (shown.length === 0) return null
  return (
    <Stack className={classes.notes} gap="xs" component="section" aria-label="Tasks that you started">
      {shown.map((id) => (
        <TaskNote key={id} id={id} />
      ))}
    </Stack>
  )
}

function TaskNote({ id }: { id: string }) {
  const { data: task } = useTask(id)
  if (!task) return null
  const { tone, text } = taskStates[task.state]
  return (
    <Paper withBorder shadow="sm" p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text size="sm" fw={550} miw={0} style={{ overflowWrap: 'anywhere' }}>
          {titleText(task)}
        </Text>
        {task.finishedAt && <CloseButton size="sm" aria-label="Close this note" onClick={() => forgetTask(id)} />}
      </Group>
      {task.finishedAt ? (
        <Stack gap={4} role="status">
          <StateMark tone={tone}>{text}</StateMark>
          <Text size="sm">{task.result ? resultText(task.result) : (task.problem?.detail ?? '')}</Text>
        </Stack>
      ) : (
        <TaskProgress task={task} />
      )}
      <AnchorLink size="sm" to={paths.task} params={{ id }} onClick={() => task.finishedAt && forgetTask(id)}>
        {task.canUndo ? 'See what changed, or undo it' : 'See the task'}
      </AnchorLink>
    </Paper>
  )
}
