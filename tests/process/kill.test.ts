import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { digest } from '../../shared/situation/digest.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { Vault } from '../../server/vault/vault.ts'
import { secret } from '../../server/secrets.ts'
import { emptyFolder, flood } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { keyIn, pour, serve } from './child.ts'

test('killed under load and started again, it has all that it acknowledged, once, and its wall goes on without a gap', async () => {
  const folder = emptyFolder()
  const [feeder, display] = [keyIn(folder, 'feeder'), keyIn(folder, 'display')]
  let server = serve({ DATA_DIR: folder })
  const address = await server.address
  const { port } = new URL(address)
  const screen = await new Screen(address, { key: display, returns: true }).seq(0)
  const acknowledged = new Set<string>()
  for (let round = 0; round < 3; round++) {
    const load = pour(address, feeder, () => flood({}, { reporter: 'Ibu Contoh' }), 8)
    while (load.acknowledged.size < 40 + 10 * round) await wait(5)
    server.child.kill('SIGKILL')
    await server.ended
    await load.done
    for (const id of load.acknowledged) acknowledged.add(id)
    server = serve({ DATA_DIR: folder, PORT: port })
    await server.address
  }
  const headers = { authorization: `Bearer ${display}` }
  const now = (await (await fetch(`${address}/api/situation`, { headers })).json()) as {
    digest: string
    position: { seq: number }
  }
  await screen.seq(now.position.seq)
  expect(screen.situation && digest(screen.situation)).toBe(now.digest)
  expect(screen.gaps).toBe(0)
  expect(screen.names().filter((name) => name === 'snapshot')).toHaveLength(1)
  server.child.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)

  const log = new SqliteLog(join(folder, 'log.db'))
  const { rows, bad } = await log.verify()
  const events = await log.read(0, rows)
  await log.close()
  expect(bad).toBeUndefined()
  const ids = events.map(({ id }) => id)
  expect(acknowledged.size).toBeGreaterThan(100)
  expect(ids.filter((id) => acknowledged.has(id))).toHaveLength(acknowledged.size)
  expect(screen.ids).toEqual(ids)
  const vault = new Vault(join(folder, 'vault.db'), secret(folder, 'vault'))
  const dangling = events.filter((event) => typeof vault.read(event.vault ?? '') !== 'object')
  vault.close()
  expect(dangling).toEqual([])
})
