import { useParams } from '@tanstack/react-router'

/** The id in the address of this panel. */
export function usePanelId(): string {
  const { id } = useParams({ strict: false })
  if (id === undefined) throw new Error('The address of this panel has no id.')
  return id
}
