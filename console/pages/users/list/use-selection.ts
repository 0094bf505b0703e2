import { useRef, useState } from 'react'
import type { Selection } from '../../../table/row-selection.tsx'

interface Chosen {
  /** Of which list: another filter begins anew. */
  readonly list: string
  readonly ids: ReadonlySet<string>
  readonly isAll: boolean
}

/** Who is chosen in the list under this filter. */
export function useSelection(list: string) {
  const [kept, keep] = useState<Chosen>({ list, ids: new Set(), isAll: false })
  const last = useRef<string | null>(null)
  const chosen = kept.list === list ? kept : { list, ids: new Set<string>(), isAll: false }
  const selection: Selection = {
    isAll: chosen.isAll,
    isSelected: (id) => chosen.isAll || chosen.ids.has(id),
    set(ids, isSelected) {
      const next = new Set(chosen.ids)
      for (const id of ids) isSelected ? next.add(id) : next.delete(id)
      keep({ list, ids: next, isAll: false })
    },
    last,
  }
  return {
    selection,
    ids: [...chosen.ids],
    isAll: chosen.isAll,
    selectAll: () => keep({ ...chosen, isAll: true }),
    clear: () => keep({ list, ids: new Set(), isAll: false }),
  }
}
