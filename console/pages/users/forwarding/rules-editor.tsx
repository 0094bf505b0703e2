import { ActionIcon, Button, Group, Stack, Switch, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { sentenceCase } from '../../../../contract/plain-words.ts'
import type { ForwardingRule } from '../../../../contract/services-spec.ts'
import { ruleText, usersNamedIn } from '../../../../contract/services-text.ts'
import { moved, SortableList } from '../../../form/sortable-list.tsx'
import { Icon } from '../../../ui/console-icons.tsx'
import { FieldFrame } from '../sections/setting.tsx'
import type { ForwardingProps } from './destination-field.tsx'
import classes from './forwarding.module.css'
import { RuleFields } from './rule-fields.tsx'
import { useServiceWords } from './use-setting-words.ts'

const path = 'services.forwarding.rules'
const newRule: ForwardingRule = {
  name: '',
  isOn: true,
  callers: { kind: 'anyone' },
  times: null,
  to: { kind: 'ring', targets: [], order: 'together', secondsEach: 20 },
}

/** Custom rules in the order in which they are asked. */
export function RulesEditor({ zone, ...forwarding }: ForwardingProps & { zone: string }) {
  const { form } = forwarding
  const { rules } = form.draft.services.forwarding
  const [open, setOpen] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const words = useServiceWords(usersNamedIn(rules))
  const change = (next: ForwardingRule[]) => form.setService('forwarding', { rules: next })
  const replace = (index: number, rule: ForwardingRule) => change(rules.map((one, at) => (at === index ? rule : one)))
  const move = (from: number, to: number) => {
    change(moved(rules, from, to))
    if (open !== null) setOpen(moved([...rules.keys()], from, to).indexOf(open))
  }
  const add = () => {
    change([...rules, newRule])
    setOpen(rules.length)
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('li:last-child [data-rule-name]')?.focus())
  }
  const isOpen = (index: number) => open === index || (form.isTried && form.hasErrorIn([`${path}.${index}`]))
  return (
    <FieldFrame form={form} path={path}>
      <Stack gap="xs" ref={box}>
        <Text size="sm" fw={600}>
          Custom rules
        </Text>
        {rules.length === 0 && (
          <Text size="sm" c="dimmed">
            None yet. A rule sends certain callers elsewhere, at any time or at some: “Clients to reception after
            17:00”.
          </Text>
        )}
        <SortableList label="Custom rules in order" items={rules} nameOf={nameOf} onMove={move}>
          {(rule, index, handle) => (
            <div className={classes.rule} data-open={isOpen(index) || undefined}>
              <Group gap="xs" wrap="nowrap" align="center">
                {handle}
                <div style={{ flex: 1, minWidth: 0 }}>
                  <Text size="sm" fw={550}>
                    {index + 1}. <bdi>{rule.name || 'New rule'}</bdi>
                  </Text>
                  {!isOpen(index) && (
                    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      {sentenceCase(ruleText(rule, words))}
                    </Text>
                  )}
                </div>
                <Switch
                  aria-label={`${nameOf(rule, index)} is on`}
                  checked={rule.isOn}
                  onChange={(event) => replace(index, { ...rule, isOn: event.currentTarget.checked })}
                />
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-expanded={isOpen(index)}
                  aria-label={isOpen(index) ? `Close ${nameOf(rule, index)}` : `Edit ${nameOf(rule, index)}`}
                  onClick={() => setOpen(isOpen(index) ? null : index)}
                >
                  {isOpen(index) ? 'Close' : 'Edit'}
                </Button>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove ${nameOf(rule, index)}`}
                  onClick={() => {
                    change(rules.filter((_, at) => at !== index))
                    setOpen(null)
                  }}
                >
                  <Icon name="close" size={16} />
                </ActionIcon>
              </Group>
              {isOpen(index) && (
                <RuleFields
                  {...forwarding}
                  rule={rule}
                  path={`${path}.${index}`}
                  zone={zone}
                  onChange={(next) => replace(index, next)}
                />
              )}
            </div>
          )}
        </SortableList>
        <Group>
          <Button size="compact-sm" variant="default" leftSection={<Icon name="plus" size={14} />} onClick={add}>
            Add a rule
          </Button>
        </Group>
      </Stack>
    </FieldFrame>
  )
}

function nameOf(rule: ForwardingRule, index: number): string {
  return rule.name || `rule ${index + 1}`
}
