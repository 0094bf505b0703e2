import { Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Problem } from '../../contract/problems.ts'

/** A problem at its field: what is wrong, and each repair as a button. Warnings let themselves be saved. */
export function ProblemNote({ problem, onFix }: { problem: Problem; onFix: (set: Record<string, unknown>) => void }) {
  const isWarning = problem.severity === 'warning'
  return (
    <span role="alert" style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '4px 6px', alignItems: 'center' }}>
      <Text span size="xs" c={isWarning ? 'var(--offhook-attention)' : 'inherit'}>
        {problem.message}
      </Text>
      {problem.fixes.map(({ label, set }) => (
        <Button key={label} variant="default" size="compact-xs" onClick={() => onFix(set)}>
          {label}
        </Button>
      ))}
    </span>
  )
}

/** What an input shows for a problem: an error that marks the field, or a warning below it beside the hint. */
export function problemProps(
  problem: Problem | undefined,
  onFix: (set: Record<string, unknown>) => void,
  hint?: ReactNode,
) {
  if (!problem) return { description: hint }
  const note = <ProblemNote problem={problem} onFix={onFix} />
  if (problem.severity !== 'warning') return { error: note, description: hint }
  return {
    description: (
      <>
        {hint}
        {hint && <br />}
        {note}
      </>
    ),
  }
}
