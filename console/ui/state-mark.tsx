import { Group, Text } from '@mantine/core'

export type Tone = 'ready' | 'attention' | 'failed' | 'off'

const shapes: Record<Tone, string> = {
  ready: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z',
  attention: 'M8 2a6 6 0 0 0 0 12V2Z',
  failed: 'M4 4l8 8M12 4l-8 8',
  off: '',
}

/** A state in words, with a mark whose shape and colour say the same. */
export function StateMark({ tone, children }: { tone: Tone; children: string }) {
  const color = `var(--offhook-${tone})`
  return (
    <Group gap={6} wrap="nowrap" component="span" style={{ display: 'inline-flex' }}>
      <svg width="12" height="12" viewBox="0 0 16 16" aria-hidden="true" focusable="false" style={{ flexShrink: 0 }}>
        {tone !== 'failed' && <circle cx="8" cy="8" r="6" fill="none" stroke={color} strokeWidth="2" />}
        <path
          d={shapes[tone]}
          fill={tone === 'failed' ? 'none' : color}
          stroke={tone === 'failed' ? color : 'none'}
          strokeWidth="2.5"
        />
      </svg>
      <Text component="span" size="sm" style={{ color }}>
        {children}
      </Text>
    </Group>
  )
}
