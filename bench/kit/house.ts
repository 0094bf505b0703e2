import pino from 'pino'
import { readConfig } from '../../server/config.ts'
import type { Connection } from '../../server/db/connection.ts'
import { joinStorage } from '../../server/db/open-storage.ts'
import { loadSecrets } from '../../server/home/secrets.ts'
import type { House } from '../../server/house.ts'
import { openHouse } from '../../server/open-house.ts'

/** Runs `work` inside the house of a data folder, as a command of the terminal does: beside a running server or alone. */
export async function inHouseOf<T>(home: string, work: (house: House, owner: Connection) => Promise<T>): Promise<T> {
  const config = readConfig({ OFFHOOK_HOME: home })
  const storage = await joinStorage(config)
  try {
    const secrets = await loadSecrets(config.home, config.secretKeys)
    const opened = await openHouse(config, secrets, storage.owner, pino({ level: 'silent' }))
    try {
      return await work(opened.house, storage.owner)
    } finally {
      await opened.close()
    }
  } finally {
    await storage.close()
  }
}
