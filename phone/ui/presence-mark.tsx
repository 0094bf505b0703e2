import type { Presence } from '../../contract/api/phone.ts'

type Tone = 'ready' | 'attention' | 'failed' | 'off'

/** A mark whose shape says what its colour says: full, half, crossed, empty. */
export function ToneDot({ tone, size = 11 }: { tone: Tone; size?: number }) {
  const color = `var(--offhook-${tone})`
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {tone === 'failed' ? (
        <path d="M3 3l10 10M13 3 3 13" stroke={color} strokeWidth="3" strokeLinecap="round" />
      ) : (
        <circle cx="8" cy="8" r="6" fill={tone === 'ready' ? color : 'none'} stroke={color} strokeWidth="2.5" />
      )}
      {tone === 'attention' && <path d="M8 2a6 6 0 0 0 0 12V2Z" fill={color} />}
    </svg>
  )
}

const marks: Record<Presence, { tone: Tone; word: string }> = {
  registered: { tone: 'ready', word: 'available' },
  onCall: { tone: 'attention', word: 'on a call' },
  offline: { tone: 'off', word: 'offline' },
}

/** Whether a colleague can be reached, by mark and word. */
export function PresenceMark({ presence }: { presence: Presence }) {
  const { tone, word } = marks[presence]
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 5, color: `var(--offhook-${tone})` }}>
      <ToneDot tone={tone} />
      {word}
    </span>
  )
}
