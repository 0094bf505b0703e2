import type pg from 'pg'
import type { Secrets } from '../home/secrets.ts'
import { StartError } from '../start-error.ts'

const text = 'offhook'
const context = 'installation'

/**
 * Refuses a secret key other than the one that this installation was made with: what that one sealed could not be read, and
 * a running server would be locked out of its database. A newer key may take over while the older one is still named.
 */
export async function requireKnownKey(owner: pg.Client, secrets: Secrets): Promise<void> {
  const { rows } = await owner.query<{ key_check: string | null }>('select key_check from installation for update')
  const sealed = rows[0]?.key_check ?? null
  if (sealed !== null && !opens(sealed, secrets)) {
    throw new StartError(
      'keyUnusable',
      `The secret key is not the one that this installation was made with: that one is named "${sealed.split('.')[0]}". Restore secret.key in the data folder from your backup, or set OFFHOOK_SECRET_KEY to that key.`,
    )
  }
  await owner.query('update installation set key_check = $1', [secrets.seal(text, context)])
}

function opens(sealed: string, secrets: Secrets): boolean {
  try {
    return secrets.open(sealed, context) === text
  } catch {
    return false
  }
}
