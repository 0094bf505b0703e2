import { useSyncExternalStore } from 'react'

let started: readonly string[] = []
const listeners = new Set<() => void>()

function change(next: readonly string[]): void {
  started = next
  for (const listener of listeners) listener()
}

/** A task that somebody started here: its progress is shown until they have seen how it ended. */
export function followTask(id: string): void {
  if (!started.includes(id)) change([...started, id])
}

/** Somebody has seen it. */
export function forgetTask(id: string): void {
  change(started.filter((one) => one !== id))
}

/** The tasks that were started in this tab and not yet seen to their end. */
export function useStartedTasks(): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => started,
  )
}
