import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** What tells one person from all others, wherever it was written. */
export interface PersonalTerms {
  /** Full names and e-mail addresses: replaced wherever they stand by themselves in a text. */
  readonly anywhere: readonly string[]
  /** Usernames and ids of other systems, which may be words that others use too: replaced only where they are the whole value. */
  readonly whole: readonly string[]
  /** First and last names by themselves, which others may have too: replaced only in sentences about this person alone. */
  readonly names: readonly string[]
}

/** Of somebody of whom only history knows. */
export const noTerms: PersonalTerms = { anywhere: [], whole: [], names: [] }

const named = ['firstName', 'lastName', 'email', 'username', 'externalId'] as const

/** All that a person was ever called, as history knows it: also for somebody who is gone. Empty when nobody ever had this id. */
export async function personalTerms(tx: TenantTx, userId: Id): Promise<PersonalTerms> {
  const { rows } = await sql<{ label: string; said: Partial<Record<(typeof named)[number], string | null>> | null }>`
    select c.label, s.said from change c
    cross join lateral (values (c.before), (c.after)) as s(said)
    where c.tenant_id = ${tx.tenantId}::uuid and c.entity_id = ${userId} and c.entity = 'user' and c.erased_at is null`.execute(
    tx.db,
  )
  const valuesOf = (field: (typeof named)[number]) => [...new Set(rows.flatMap(({ said }) => said?.[field] ?? []))]
  const fullNames = valuesOf('firstName').flatMap((first) =>
    valuesOf('lastName').flatMap((last) => [`${first} ${last}`, `${last}, ${first}`]),
  )
  const emails = valuesOf('email')
  const labels = rows.map(({ label }) => label).filter((label) => label.includes(' '))
  return {
    anywhere: longestFirst([...fullNames, ...labels, ...emails, ...emails.map((email) => email.toLowerCase())]),
    whole: longestFirst([...valuesOf('username'), ...valuesOf('externalId')]),
    names: longestFirst([...valuesOf('firstName'), ...valuesOf('lastName')]),
  }
}

/** A longer term goes first, so that a shorter one that it contains does not leave the rest of it standing. */
function longestFirst(terms: readonly string[]): string[] {
  return [...new Set(terms)].filter((term) => term.length > 2).sort((a, b) => b.length - a.length)
}

/** The same without what was found since, for two that know different things of one person. */
export function bothTerms(one: PersonalTerms, other: PersonalTerms): PersonalTerms {
  return {
    anywhere: longestFirst([...one.anywhere, ...other.anywhere]),
    whole: longestFirst([...one.whole, ...other.whole]),
    names: longestFirst([...one.names, ...other.names]),
  }
}
