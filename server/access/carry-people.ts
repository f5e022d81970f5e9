import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { Links } from './links.ts'
import { openStore } from './open-store.ts'
import { openFileStore, type Row, type Store } from './store.ts'

/** What better-auth and our links keep of people: each before what refers to it. */
const tables = ['user', 'account', 'session', 'verification', 'twoFactor', 'link']

/** A value as both databases read it. */
function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'boolean' ? String(Number(value)) : String(value)
}

async function idsOf(store: Store): Promise<Set<unknown>> {
  if (!(await store.has('user'))) return new Set()
  return new Set((await store.all('SELECT id FROM "user"')).map(({ id }) => id))
}

async function empty(store: Store): Promise<void> {
  for (const table of tables.toReversed())
    if (await store.has(table)) await store.all(`DELETE FROM "${table}"`)
}

/** Writes people, their passwords, second factors, sessions and links from one store into another, which has none of them. */
async function copyPeople(from: Store, to: Store): Promise<void> {
  const { createAuth } = await import('./auth.ts')
  // It makes its tables; nobody signs in by it.
  const nobody = {
    secret: new Uint8Array(32),
    origin: 'http://127.0.0.1',
    secure: false,
    singleSignOn: undefined,
  }
  await createAuth({ store: to, ...nobody })
  await new Links(to).look('')
  for (const table of tables) {
    if (!(await from.has(table))) continue
    for (const row of await from.all(`SELECT * FROM "${table}"`)) await put(to, table, row)
  }
}

async function put(to: Store, table: string, row: Row): Promise<void> {
  const known = Object.entries(row).filter(([, value]) => value !== null && value !== undefined)
  const columns = known.map(([name]) => `"${name}"`).join(', ')
  const places = known.map(() => '?').join(', ')
  const sql = `INSERT INTO "${table}" (${columns}) VALUES (${places}) ON CONFLICT DO NOTHING`
  await to.all(sql, ...known.map(([, value]) => textOf(value)))
}

/** Writes the people of a PostgreSQL into a copy of access.db, for a backup: whoever restores it signs in as before. */
export async function peopleInto(
  file: string,
  config: Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>,
): Promise<void> {
  const [from, to] = [await openStore(config), openFileStore(file)]
  try {
    await empty(to)
    if ((await idsOf(from)).size > 0) await copyPeople(from, to)
  } finally {
    await to.close()
    await from.close()
  }
}

/**
 * Takes the people of DATA_DIR/access.db along to a PostgreSQL that knows nobody else: after `ruang move`, and after a
 * restore. Once all stand there they go from the file, so that who is taken away there is left nowhere; cut off anywhere, the
 * next start takes them all.
 */
export async function takePeopleAlong(dataDir: string, store: Store): Promise<void> {
  const file = join(dataDir, 'access.db')
  if (!existsSync(file)) return
  const own = openFileStore(file)
  try {
    const mine = await idsOf(own)
    if (mine.size === 0 || !(await idsOf(store)).isSubsetOf(mine)) return
    await copyPeople(own, store)
    await empty(own)
  } finally {
    await own.close()
  }
}
