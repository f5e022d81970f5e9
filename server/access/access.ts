import type { Logger } from 'pino'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Config } from '../config.ts'
import { secret } from '../secrets.ts'
import type { Worlds } from '../worlds.ts'
import { BackOff } from './back-off.ts'
import { Journal } from './journal.ts'
import type { Mirror } from './mirror.ts'
import { Pairing, type PairingDesk } from './pairing.ts'
import { People, type PeopleParts } from './people.ts'
import { Refusals } from './refusals.ts'
import { Screens } from './screens.ts'
import { takePeopleAlong } from './carry-people.ts'
import { openStore } from './open-store.ts'
import { UsedCodes } from './used-codes.ts'

/** Everything about who comes in besides API keys: people, screens, and what is noted of them. */
export interface Access {
  people: People
  screens: Screens
  pairing: PairingDesk
  /** Keys and screens in common with the other nodes: what was changed is settled before it is answered. */
  settle: Mirror['settle']
  backOff: BackOff
  usedCodes: UsedCodes
  refusals: Refusals
  journal: Journal
  /** Whether pages are reached by HTTPS: cookies then travel by nothing else. */
  secure: boolean
  close: () => Promise<void>
}

interface AccessParts {
  config: Pick<Config, 'DATA_DIR' | 'DATABASE_URL' | 'PUBLIC_URL' | 'tls' | 'singleSignOn'>
  worlds: () => Worlds
  logger: Logger
  /** Hangs up on every socket whose caller no longer holds. */
  hangUp: () => void
  passwords: PeopleParts['passwords']
}

const seenEveryMs = 60_000

/** What a node has in common with others on one database, which is loaded then alone. */
const common = () => Promise.all([import('./mirror.ts'), import('./common-pairing.ts')])

/** A node that stands alone. */
const noMirror: Mirror = { settle: async () => undefined, close: async () => undefined }

/** Opens access.db, and with DATABASE_URL people and sessions in its database. Throws LogUnavailable. */
export async function openAccess(parts: AccessParts): Promise<Access> {
  const { config, worlds, logger, hangUp, passwords } = parts
  const { DATA_DIR, PUBLIC_URL, tls, singleSignOn } = config
  const file = join(DATA_DIR, 'access.db')
  const secure = PUBLIC_URL ? PUBLIC_URL.startsWith('https:') : tls !== undefined
  const journal = new Journal(worlds)
  const unwritten = (error: unknown) =>
    logger.error({ error: String(error) }, 'what happened at the doors could not be noted')
  const store = await openStore(config)
  if (config.DATABASE_URL) await takePeopleAlong(DATA_DIR, store)
  if (!store.sameSecret)
    logger.warn(
      'DATA_DIR/secrets/people is not the first node’s: who signs in there is not known here; copy the file and start anew',
    )
  const people = new People({
    store,
    secret: secret(DATA_DIR, 'people'),
    publicUrl: PUBLIC_URL,
    secure,
    singleSignOn,
    passwords,
  })
  const screens = new Screens(file, (screen, why) => {
    hangUp()
    if (why === 'replayed') {
      logger.warn({ screen: screen.id }, 'a token replaced long ago was used: the screen is revoked')
      journal.note('screen.revoked', screen.id, { reason: why, by: 'system' }).catch(unwritten)
    }
  })
  const pool = store.database instanceof DatabaseSync ? undefined : store.database
  const [{ openMirror } = {}, { commonPairing } = {}] = pool ? await common() : []
  // A key is looked up in the file again after a tenth of a second: then who no longer holds is hung up on.
  const mirror =
    openMirror && pool && config.DATABASE_URL
      ? await openMirror(file, pool, config.DATABASE_URL, () => setTimeout(hangUp, 150)).catch(
          async (error: unknown) => {
            screens.close()
            await people.close()
            throw error
          },
        )
      : noMirror
  const refusals = new Refusals((address, door) => {
    journal.note('session.refused', door, { door, address }).catch(unwritten)
  })
  const seen = setInterval(() => screens.writeLastUse(), seenEveryMs)
  seen.unref()
  return {
    people,
    screens,
    pairing: commonPairing && pool ? await commonPairing(pool) : new Pairing(),
    settle: mirror.settle,
    backOff: new BackOff(),
    usedCodes: new UsedCodes(),
    refusals,
    journal,
    secure,
    close: async () => {
      clearInterval(seen)
      screens.close()
      await mirror.close()
      await people.close()
    },
  }
}
