import type { z } from 'zod'
import { type UserColumnKey, userColumnKeys, type userListEndpoints } from '../../contract/api/user-lists.ts'
import type { UserRow } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { csvFile } from '../csv/csv-file.ts'
import { findUsers } from './find-users.ts'
import { userRows } from './list-users.ts'
import { registeredUsers } from './user-conditions.ts'
import { orderOf } from './user-order.ts'

type Query = z.output<NonNullable<typeof userListEndpoints.exportUsers.query>>

const chunk = 1000
const everybody = 1_000_000

/** The users who match as a CSV file. Who they are is settled first, then they are read as the file is sent. */
export async function exportUsers(ctx: Context, { sort, columns, ...filter }: Query) {
  const registered = registeredUsers(ctx)
  const ids = await ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const page = { order: orderOf(sort), after: undefined, limit: everybody }
    return (await findUsers(tx, filter, page, registered)).places.map(({ id }) => id)
  })
  const shown = columns ?? userColumnKeys
  const header = shown.flatMap((key) => columnsOfFile[key].map(([name]) => name))
  return csvFile(ctx, 'users', header, lines(ctx, ids, shown, new Set(registered)))
}

async function* lines(
  ctx: Context,
  ids: readonly Id[],
  columns: readonly UserColumnKey[],
  registered: ReadonlySet<Id>,
) {
  for (let start = 0; start < ids.length; start += chunk) {
    const part = ids.slice(start, start + chunk)
    const rows = await ctx.house.db.inTenant(ctx.tenantId, (tx) => userRows(tx, part, registered))
    yield rows.map((row) => columns.flatMap((key) => columnsOfFile[key].map(([, cell]) => cell(row))))
  }
}

type FileColumn = readonly [name: string, cell: (row: UserRow) => string | null]

const columnsOfFile: Readonly<Record<UserColumnKey, readonly FileColumn[]>> = {
  name: [
    ['First name', (row) => row.firstName],
    ['Last name', (row) => row.lastName],
  ],
  username: [['Username', (row) => row.username]],
  extension: [['Extension', (row) => row.extension]],
  number: [['Number', (row) => row.number?.e164 ?? null]],
  license: [['Licence', (row) => row.license?.name ?? null]],
  site: [['Site', (row) => row.site.name]],
  profile: [['Profile', (row) => row.profile?.name ?? null]],
  email: [['E-mail', (row) => row.email]],
  jobTitle: [['Job title', (row) => row.jobTitle]],
  department: [['Department', (row) => row.department]],
  role: [['Role', (row) => row.role]],
  lastSignIn: [['Last sign-in', (row) => row.lastSignInAt]],
  created: [['Created', (row) => row.createdAt]],
  changed: [['Last changed', (row) => row.updatedAt]],
  standing: [['State', (row) => row.standing]],
}
