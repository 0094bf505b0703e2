import type { CallingEngine } from '../../calling/engine.ts'
import type { Events } from '../events/events.ts'

/** Tells the engine at once when people changed, and everybody when the engine did. Returns the function that ends it. */
export function followChanges(events: Events, engine: CallingEngine): () => void {
  const endListening = events.listen((event) => {
    if (event.kind === 'user' || event.kind === 'device') {
      engine.usersChanged(event.tenantId, event.userIds ?? registeredUsers(engine, event.tenantId))
    }
  })
  const endEvents = engine.onEvent(({ kind, tenantId, userIds }) =>
    events.emit({ tenantId, kind, ids: userIds, userIds }),
  )
  return () => {
    endListening()
    endEvents()
  }
}

// Very many changed at once: whoever is registered may be among them.
function registeredUsers(engine: CallingEngine, tenantId: string): string[] {
  return [...new Set(engine.registrations(tenantId).map((one) => one.userId))]
}
