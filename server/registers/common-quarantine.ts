import { randomUUID } from 'node:crypto'
import type { Caller } from '../access/caller.ts'
import {
  bounds,
  daysKept,
  mostListed,
  nobody,
  type Found,
  type Quarantine,
  type Quarantined,
  type Unread,
} from '../quarantine.ts'
import type { Common, Values } from './common-pool.ts'

const columns = 'number, id, received, world, source, reason, raw'
/** A raw body may hold the sign that PostgreSQL's text does not take (U+0000): it is kept as bytes. */
const rawOf = ({ raw }: Values): string => Buffer.from(raw as Uint8Array).toString()

/** The quarantine that all nodes share. */
export class CommonQuarantine implements Quarantine {
  readonly #common: Common
  readonly #bounds: typeof bounds

  constructor(common: Common, within = bounds) {
    this.#common = common
    this.#bounds = within
  }

  async keep(refused: Unread[], now = Date.now()): Promise<string[]> {
    const received = new Date(now).toISOString()
    const plain = (text: string, most: number) => text.replaceAll('\u0000', '\ufffd').slice(0, most)
    const rows = refused.map(({ source, reason, raw, caller = nobody, attributes, world }) => ({
      ...{ id: randomUUID(), world, size: raw.length, raw: Buffer.from(raw) },
      ...{ source: plain(source, 256), reason: plain(reason, 2_000), caller: JSON.stringify(caller) },
      attributes: attributes ? JSON.stringify(attributes) : '',
    }))
    await this.#common.together(async (client) => {
      await client.query(
        `INSERT INTO common.quarantine (id, received, world, source, reason, raw, size, caller, attributes)
         SELECT id, $9, world, source, reason, raw, size, caller, attributes FROM unnest(
           $1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::int[], $7::text[], $8::text[]
         ) AS told (id, world, source, reason, raw, size, caller, attributes)`,
        [
          ...(['id', 'world', 'source', 'reason', 'raw', 'size', 'caller', 'attributes'] as const).map(
            (name) => rows.map((row) => row[name]),
          ),
          received,
        ],
      )
      await client.query(
        `DELETE FROM common.quarantine WHERE number <= (
           SELECT max(number) FROM (
             SELECT number, received, sum(size) OVER newer AS total, row_number() OVER newer AS place
             FROM common.quarantine WINDOW newer AS (ORDER BY number DESC)
           ) AS kept WHERE received < $1 OR place > $2 OR total > $3
         )`,
        [new Date(now - daysKept * 86_400_000).toISOString(), this.#bounds.most, this.#bounds.mostCharacters],
      )
    })
    return rows.map(({ id }) => id)
  }

  async list(world: string, limit = 100, before = Number.MAX_SAFE_INTEGER): Promise<Quarantined[]> {
    const { rows } = await this.#common.ask(
      `SELECT ${columns} FROM (
         SELECT ${columns}, size, sum(size) OVER (ORDER BY number DESC) AS total FROM (
           SELECT * FROM common.quarantine WHERE world = $1 AND number < $2 ORDER BY number DESC LIMIT $3
         ) AS newest
       ) AS listed WHERE total <= $4 OR total = size ORDER BY number DESC`,
      [world, before, limit, mostListed],
    )
    return rows.map((row) => this.#kept(row))
  }

  #kept(row: Values): Quarantined {
    const { id, received, world, source, reason } = row as Record<string, string>
    return {
      ...{ number: Number(row.number), id: id!, received: received!, world: world! },
      ...{ source: source!, reason: reason!, raw: rawOf(row) },
    }
  }

  async find(id: string): Promise<Found | undefined> {
    const asked = `SELECT ${columns}, caller, attributes FROM common.quarantine WHERE id = $1`
    const [row] = (await this.#common.ask(asked, [id])).rows
    if (!row) return undefined
    return {
      ...this.#kept(row),
      caller: JSON.parse(String(row.caller)) as Caller,
      ...(row.attributes && { attributes: JSON.parse(String(row.attributes)) as Record<string, string> }),
    }
  }

  async stillRefused(id: string, reason: string): Promise<void> {
    const set = 'UPDATE common.quarantine SET reason = $2 WHERE id = $1'
    await this.#common.ask(set, [id, reason.replaceAll('\u0000', '\ufffd').slice(0, 2_000)])
  }

  async remove(id: string): Promise<void> {
    await this.#common.ask('DELETE FROM common.quarantine WHERE id = $1', [id])
  }

  async count(): Promise<number> {
    return Number((await this.#common.ask('SELECT count(*) AS n FROM common.quarantine')).rows[0]?.n)
  }

  /** What it stands in is the nodes', and closed by whoever opened it. */
  close(): void {}
}
