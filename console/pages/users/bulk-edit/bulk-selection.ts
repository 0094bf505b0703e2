import { z } from 'zod'
import { UserSelection } from '../../../../contract/user-filter.ts'

const Kept = z.object({ selection: UserSelection, total: z.int() })
export type KeptSelection = z.infer<typeof Kept>

const key = 'offhook.bulk-edit'

/** Remembers whom the bulk edit page is about, in this tab, also across a reload. Called before going there. */
export function keepSelection(selection: UserSelection, total: number): void {
  sessionStorage.setItem(key, JSON.stringify({ selection, total }))
}

/** Whom the bulk edit page is about; null when nobody was chosen. */
export function keptSelection(): KeptSelection | null {
  const text = sessionStorage.getItem(key)
  return text === null ? null : (Kept.safeParse(JSON.parse(text)).data ?? null)
}
