/** Where a PostgreSQL server listens and who signs in there. `host` may be the folder of a Unix socket. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  readonly ssl?: boolean
}

/** The roles that the running server uses: `app` inside one tenant, `operator` for the few sights across tenants, `eraser` to blank history. */
export interface Roles {
  readonly app: string
  readonly operator: string
  readonly eraser: string
}

/** Role names of an installation in this database: `offhook_app`, `offhook_operator` and `offhook_eraser` in the database `offhook`. */
export function rolesOf(database: string): Roles {
  return { app: `${database}_app`, operator: `${database}_operator`, eraser: `${database}_eraser` }
}
