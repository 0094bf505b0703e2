import { sql } from 'kysely'

/** Columns that say what the user `u` of a query is reached on. */
export const reachedOn = {
  /** The extension, or null. */
  extension: sql<
    string | null
  >`(select e.number from extension e where e.tenant_id = u.tenant_id and e.user_id = u.id)`,
  /** All direct numbers, the primary first. */
  numbers: sql<
    string[]
  >`array(select n.e164 from phone_number n where n.tenant_id = u.tenant_id and n.user_id = u.id order by n.position)`,
  /** The primary direct number, or null. */
  primaryNumber: sql<
    string | null
  >`(select n.e164 from phone_number n where n.tenant_id = u.tenant_id and n.user_id = u.id order by n.position limit 1)`,
} as const
