import type { LiveEvent } from '../../contract/api/live-event.ts'
import type { Id } from '../../contract/ids.ts'

/** Something changed in one tenant. `ids` null: many did. `userIds`: whom it concerns, for streams of single persons. */
export interface HouseEvent {
  readonly tenantId: Id
  readonly kind: LiveEvent['kind']
  readonly ids: readonly string[] | null
  readonly userIds: readonly Id[] | null
}

/** The in-process bell: whoever changes something rings it after the commit; streams and the calling engine listen. */
export interface Events {
  emit(event: HouseEvent): void
  /** Returns the function that ends listening. A listener's error never reaches the emitter. */
  listen(listener: (event: HouseEvent) => void): () => void
}

/** A new bell. `onListenerError` gets what a listener threw. */
export function createEvents(onListenerError: (error: unknown) => void): Events {
  const listeners = new Set<(event: HouseEvent) => void>()
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          onListenerError(error)
        }
      }
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
