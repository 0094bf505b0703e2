import { Progress, Stack, Text } from '@mantine/core'
import type { TaskRow } from '../../../contract/api/tasks.ts'
import { progressPercent, progressText, titleText } from './task-text.ts'

/** How far a task is. */
export function TaskProgress({ task }: { task: TaskRow }) {
  const text = progressText(task)
  return (
    <Stack gap={4}>
      <Progress value={progressPercent(task)} aria-label={titleText(task)} aria-valuetext={text} />
      <Text size="sm" c="dimmed" className="tabular">
        {text}
      </Text>
    </Stack>
  )
}
