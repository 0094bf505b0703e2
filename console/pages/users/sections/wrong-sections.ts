import type { SectionId } from './section-list.ts'

const places: readonly (readonly [beginning: string, section: SectionId])[] = [
  ['services.forwarding', 'forwarding'],
  ['services.callerId', 'caller-id'],
  ['services.calling', 'calling'],
  ['services.directory', 'directory'],
  ['services.calls', 'voice'],
  ['extension', 'voice'],
  ['numbers', 'voice'],
  ['license', 'services'],
  ['profile', 'services'],
  ['emergencyAddress', 'emergency'],
  ['devices', 'apps'],
]

/** The sections in which these fields stand; whatever is not named elsewhere is basic information. */
export function wrongSections(fields: readonly string[]): ReadonlySet<SectionId> {
  const known = fields.filter((field) => field !== '')
  return new Set(known.map((field) => places.find(([beginning]) => field.startsWith(beginning))?.[1] ?? 'basic'))
}
