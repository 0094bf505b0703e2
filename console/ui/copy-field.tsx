import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { Icon } from './console-icons.tsx'

/** A value to take along, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <div style={{ minWidth: 0 }}>
        <Text size="xs" c="dimmed">
          {label}
        </Text>
        <Text ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }} data-testid={`copy-${label.toLowerCase()}`}>
          {value}
        </Text>
      </div>
      <CopyIcon label={label} value={value} />
    </Group>
  )
}

function CopyIcon({ label, value }: { label: string; value: string }) {
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : 'Copy'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={copied ? `${label} copied` : `Copy ${label}`}
          >
            <Icon name={copied ? 'check' : 'copy'} />
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
