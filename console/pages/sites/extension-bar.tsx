import { Group, Progress, Text } from '@mantine/core'
import type { ExtensionOverview } from '../../../contract/api/sites.ts'

/** How much of a range is used, rests, is kept back and free; the figures stand below, so that colour says nothing alone. */
export function ExtensionBar({ overview: { size, used, free, resting, blocked } }: { overview: ExtensionOverview }) {
  const parts = [
    { label: 'In use', count: used, color: 'blue.7' },
    { label: 'Resting', count: resting.count, color: 'yellow.7' },
    { label: 'Kept back', count: blocked.count, color: 'gray.6' },
    { label: 'Free', count: free, color: 'transparent' },
  ]
  return (
    <>
      <Progress.Root size="lg" aria-hidden>
        {parts.map(({ label, count, color }) => (
          <Progress.Section key={label} value={(count / size) * 100} color={color} />
        ))}
      </Progress.Root>
      <Group gap="lg">
        {parts.map(({ label, count, color }) => (
          <Group key={label} gap={6} wrap="nowrap">
            <Swatch color={color} />
            <Text size="sm">
              {label} <b className="tabular">{count.toLocaleString()}</b>
            </Text>
          </Group>
        ))}
      </Group>
    </>
  )
}

function Swatch({ color }: { color: string }) {
  const [name, shade] = color.split('.')
  const background = shade ? `var(--mantine-color-${name}-${shade})` : 'var(--mantine-color-default-border)'
  return <span aria-hidden style={{ width: 10, height: 10, borderRadius: 2, background }} />
}
