import { saying } from '../log/postgres-say.ts'
import type { Roster, Started } from '../roster.ts'
import type { Common } from './common-pool.ts'

const channel = 'ruang_exercises'
const everyMs = 2_000

/** The exercises that all nodes know: whichever starts one, the others open it within a moment. */
export function commonRoster({ ask }: Common, databaseUrl: string): Roster {
  let look: () => void = () => undefined
  const words = saying(databaseUrl, channel, () => look())
  const timer = setInterval(() => look(), everyMs)
  timer.unref()
  return {
    names: async () =>
      (await ask('SELECT name FROM common.exercise ORDER BY name')).rows.map(({ name }) => String(name)),
    read: async (name) => {
      const { rows } = await ask('SELECT started FROM common.exercise WHERE name = $1', [name])
      return JSON.parse(String(rows[0]?.started)) as Started
    },
    put: async (started) => {
      const put = `INSERT INTO common.exercise VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET started = excluded.started`
      await ask(put, [started.name, JSON.stringify(started)])
      words.say(started.name)
    },
    onChange: (changed) => (look = changed),
    close: async () => {
      clearInterval(timer)
      look = () => undefined
      await words.stop()
    },
  }
}
