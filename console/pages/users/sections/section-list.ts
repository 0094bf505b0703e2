/** A part of a person's page: what it is called, and in one line what it does. */
export interface SectionWords {
  readonly id: string
  readonly title: string
  readonly lead: string
}

/** The parts of a person's page in their order. The id stands in addresses. */
export const sectionList = [
  { id: 'basic', title: 'Basic information', lead: 'Who this person is and where they work.' },
  {
    id: 'services',
    title: 'Services and licence',
    lead: 'What this person may use. A licence is one seat of your company.',
  },
  { id: 'voice', title: 'Voice', lead: 'On what this person is called, and how many calls they take at a time.' },
  { id: 'caller-id', title: 'Caller ID', lead: 'What others see when this person calls.' },
  {
    id: 'forwarding',
    title: 'Call forwarding',
    lead: 'Where calls go that this person does not take. Custom rules are asked first, from top to bottom.',
  },
  {
    id: 'calling',
    title: 'External calling',
    lead: 'Which numbers outside this person may call. Emergency numbers are always allowed.',
  },
  { id: 'emergency', title: 'Emergency address', lead: 'Where help is sent when this person calls for it.' },
  { id: 'apps', title: 'Phone apps', lead: 'On which phones this person may call.' },
  { id: 'directory', title: 'Directory', lead: 'Who finds this person, and whom this person finds.' },
  { id: 'readiness', title: 'Readiness', lead: 'What is still missing before this person can call and be called.' },
  { id: 'calls', title: 'Calls', lead: 'Calls from and to this person, newest first.' },
  {
    id: 'history',
    title: 'History',
    lead: 'Every change to this person, with what was before and after. Undo takes one back.',
  },
] as const satisfies readonly SectionWords[]

export type SectionId = (typeof sectionList)[number]['id']

/** Names that links used before there were sections. */
const olderNames: Readonly<Record<string, SectionId>> = { overview: 'readiness', details: 'basic', phones: 'voice' }

/** The section that an address names; null where it names none. */
export function sectionNamed(name: string | undefined): SectionId | null {
  const id = olderNames[name ?? ''] ?? name
  return sectionList.find((one) => one.id === id)?.id ?? null
}

/** The element of a section on the page. */
export function sectionElement(id: SectionId): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-section="${id}"]`)
}
