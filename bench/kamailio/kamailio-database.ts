import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from '../../server/db/connection.ts'
import type { Phone } from '../kit/company-home.ts'
import { realm } from './kamailio-config.ts'

const database = 'kamailio_bench'
const user = 'kamailio_bench'
/** Kamailio's own tables, as Debian brings them. */
const schemas = '/usr/share/kamailio/postgres'

/** Where Kamailio signs in. */
export interface KamailioDatabase {
  readonly connection: Connection
  /** How many registrations are written down. */
  contacts(): Promise<number>
}

/** Makes a scratch database with Kamailio's tables and these phones, in the PostgreSQL that Offhook uses. */
export async function makeKamailioDatabase(owner: Connection, phones: readonly Phone[]): Promise<KamailioDatabase> {
  const connection = { ...owner, user, password: 'kamailio', database }
  await withClient({ ...owner, database: 'postgres' }, async (client) => {
    await client.query(`drop database if exists ${database} with (force)`)
    await client.query(`drop role if exists ${user}`)
    await client.query(`create role ${user} login password 'kamailio'`)
    await client.query(`create database ${database} owner ${user}`)
  })
  await withClient(connection, async (client) => {
    for (const file of ['standard-create.sql', 'usrloc-create.sql']) {
      await client.query(await readFile(join(schemas, file), 'utf8'))
    }
    await client.query(credentials)
    await client.query('insert into account (username, ha1) select * from unnest($1::text[], $2::text[])', [
      phones.map((phone) => phone.username),
      phones.map((phone) => hash('md5', `${phone.username}:${realm}:${phone.password}`)),
    ])
    await client.query('analyze')
  })
  return {
    connection,
    contacts: () =>
      withClient(connection, async (client) => {
        const { rows } = await client.query<{ count: string }>('select count(*) from location')
        return Number(rows[0]?.count)
      }),
  }
}

async function withClient<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

// auth_db reads a view, as it would over our own tables.
const credentials = `
create table account (username text primary key, ha1 text not null);
create view subscriber as select username, '${realm}'::text as domain, ha1, ''::text as ha1b, ''::text as password from account;
insert into version (table_name, table_version) values ('subscriber', 7);`
