import type { ColumnType } from 'kysely'

/** A time that is always there. */
export type Time = ColumnType<Date, Date | string, Date | string>
/** A time that may be missing. */
export type MaybeTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** A time that the database fills in. */
export type CreatedTime = ColumnType<Date, Date | string | undefined, Date | string>
/** A document that may be missing, written as text. */
export type MaybeJson<T extends object> = ColumnType<T | null, string | null | undefined, string | null>
