import type { Common, Values } from './common-pool.ts'
import { keptMs, type Delivery, type DeliveryState, type OutboxStore, type Target } from './outbox-store.ts'

/** The outbox that all nodes share: the one that leads sends what stands in it. */
export function commonOutbox({ ask, together }: Common): OutboxStore {
  const changed = async (text: string, values: unknown[]) => ((await ask(text, values)).rowCount ?? 0) > 0
  const read = async (where: string, ...values: unknown[]) =>
    (await ask(`SELECT * FROM common.delivery WHERE ${where}`, values)).rows.map(deliveryOf)
  return {
    targets: async () =>
      (await ask('SELECT card FROM common.target ORDER BY row')).rows.map(
        ({ card }) => JSON.parse(String(card)) as Target,
      ),
    putTarget: async (target) => {
      const put = `INSERT INTO common.target (id, card) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET card = excluded.card`
      await ask(put, [target.id, JSON.stringify(target)])
    },
    dropTarget: async (id) => {
      await ask("DELETE FROM common.delivery WHERE target = $1 AND state = 'waiting'", [id])
      return changed('DELETE FROM common.target WHERE id = $1', [id])
    },
    place: async (world, epoch, fresh) => {
      const [row] = (await ask('SELECT epoch, seq FROM common.place WHERE world = $1', [world])).rows
      if (row?.epoch === epoch) return Number(row.seq)
      await together(async (client) => {
        if (row)
          await client.query(
            `UPDATE common.delivery SET state = 'dead', error = 'the log was restored since' WHERE state = 'waiting'`,
          )
        await client.query(
          `INSERT INTO common.place VALUES ($1, $2, $3)
           ON CONFLICT (world) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq`,
          [world, epoch, fresh],
        )
      })
      return fresh
    },
    keep: (world, seq, deliveries) =>
      together(async (client) => {
        for (const { id, target, seq: of, type, body, created, next, attempts, state, error } of deliveries)
          await client.query(
            `INSERT INTO common.delivery (id, target, seq, type, body, created, next, attempts, state, error)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
            [id, target, of, type, body, created, next, attempts, state, error],
          )
        await client.query('UPDATE common.place SET seq = $2 WHERE world = $1', [world, seq])
      }),
    sweep: async (now) => {
      for (const [state, ms] of Object.entries(keptMs))
        await ask('DELETE FROM common.delivery WHERE state = $1 AND created < $2', [state, now - ms])
    },
    due: (now, limit) => read("state = 'waiting' AND next <= $1 ORDER BY seq, row LIMIT $2", now, limit),
    list: (state, limit) => read('state = $1 ORDER BY row DESC LIMIT $2', state, limit),
    count: async (target) => {
      const counting = 'SELECT state, count(*) AS n FROM common.delivery WHERE target = $1 GROUP BY state'
      const { rows } = await ask(counting, [target])
      return {
        waiting: 0,
        done: 0,
        dead: 0,
        ...Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)])),
      }
    },
    tried: async (id, state, next, attempts, error) => {
      const set = 'UPDATE common.delivery SET state = $2, next = $3, attempts = $4, error = $5 WHERE id = $1'
      await ask(set, [id, state, next, attempts, error])
    },
    retry: (id, now) =>
      changed(
        `UPDATE common.delivery SET state = 'waiting', created = $2, next = $2, attempts = 0, error = ''
         WHERE id = $1 AND state = 'dead'`,
        [id, now],
      ),
    // What it stands in is the nodes', and closed by whoever opened it.
    close: () => undefined,
  }
}

function deliveryOf(row: Values): Delivery {
  return {
    ...{ id: String(row.id), target: String(row.target), type: String(row.type), body: String(row.body) },
    ...{ seq: Number(row.seq), created: Number(row.created), next: Number(row.next) },
    ...{ attempts: Number(row.attempts), error: String(row.error) },
    state: row.state as DeliveryState,
  }
}
