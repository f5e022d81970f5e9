import { connect } from 'node:net'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { holderOf } from '../../server/lock.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { emptyFolder, gauge } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { keyIn, pour, serve } from './child.ts'

const manifest = join(import.meta.dirname, '..', '..', 'package.json')

async function idsIn(folder: string): Promise<string[]> {
  const log = new SqliteLog(join(folder, 'log.db'))
  const { rows, bad } = await log.verify()
  const ids = (await log.read(0, 1_000_000)).map(({ id }) => id)
  await log.close()
  expect([bad, rows]).toEqual([undefined, ids.length])
  return ids
}

test('SIGTERM under load: what was acknowledged is there, sockets are closed, and it ends with 0 in time', async () => {
  const folder = emptyFolder()
  const [feeder, display] = [keyIn(folder, 'feeder'), keyIn(folder, 'display')]
  const server = serve({ DATA_DIR: folder })
  const address = await server.address
  const screen = await new Screen(address, { key: display }).seq(0)
  const { hostname, port } = new URL(address)
  const halfSent = connect(Number(port), hostname, () => halfSent.write('POST /api/events HTTP/1.1\r\n'))
  const idle = connect(Number(port), hostname)
  for (const socket of [halfSent, idle]) socket.on('error', () => undefined)
  const load = pour(address, feeder, () => gauge())
  await expect.poll(() => load.acknowledged.size).toBeGreaterThan(20)
  const from = performance.now()
  server.child.kill('SIGTERM')
  const { code, signal, stderr } = await server.ended
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' })
  expect(performance.now() - from).toBeLessThan(4_000)
  await load.stop()
  await screen.until(() => !screen.socket.connected)
  const ids = await idsIn(folder)
  expect(ids.filter((id) => load.acknowledged.has(id))).toHaveLength(load.acknowledged.size)
  expect(new Set(ids).size).toBe(ids.length)
  expect(holderOf(folder)).toBeUndefined()
})

test('seen through npm, SIGTERM ends the server and npm with 0', async () => {
  const { start } = (JSON.parse(readFileSync(manifest, 'utf8')) as { scripts: { start: string } }).scripts
  // npm hands the signal to its shell: where the shell does not give way to the server, the server never hears of it.
  expect(start).toMatch(/^exec env \S+ node /)
  const folder = emptyFolder()
  const script = start.replace('server/main.ts', join(import.meta.dirname, 'serve.ts'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: script } }))
  const server = serve({ DATA_DIR: join(folder, 'data') }, ['npm', 'start', '--prefix', folder])
  const address = await server.address
  const from = performance.now()
  server.child.kill('SIGTERM')
  const { code, signal } = await server.ended
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(performance.now() - from).toBeLessThan(5_000)
  await expect(fetch(`${address}/healthz`)).rejects.toThrow('fetch failed')
})

test('a signal that comes while the server starts ends it too', async () => {
  const folder = emptyFolder()
  const server = serve({ DATA_DIR: folder })
  while (!holderOf(folder) && server.child.exitCode === null) await wait(1)
  server.child.kill('SIGTERM')
  const { code, signal } = await server.ended
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(await idsIn(folder)).toEqual([])
})
