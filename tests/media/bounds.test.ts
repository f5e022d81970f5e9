import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { clean } from '../../server/media/clean.ts'
import { Media } from '../../server/media/media.ts'
import { MediaQueue } from '../../server/media/queue.ts'
import { openMediaFolder } from '../../server/media/store.ts'
import { Vault } from '../../server/vault/vault.ts'
import { Refusal } from '../../shared/events/problem.ts'
import { emptyFolder, flood, running } from '../http/running.ts'
import { bomb, photo } from './pictures.ts'

const statusOf = (error: unknown): number => {
  if (error instanceof Refusal) return error.problem.status
  throw error
}
const status = (act: () => unknown): number => {
  try {
    act()
    return 0
  } catch (error) {
    return statusOf(error)
  }
}

test('a caller has four pictures under way at most, all together twelve, and places come back', () => {
  const queue = new MediaQueue()
  const leave = ['a', 'a', 'a', 'a'].map((caller) => queue.enter(caller))
  expect(status(() => queue.enter('a'))).toBe(429)
  for (const caller of ['b', 'b', 'b', 'b', 'c', 'c', 'c', 'c']) queue.enter(caller)
  expect(status(() => queue.enter('d'))).toBe(503)
  leave[0]?.()
  expect(status(() => queue.enter('d'))).toBe(0)
  expect(queue.size).toBe(12)
})

test('pictures are made anew one after another, also after one that was none', async () => {
  const queue = new MediaQueue()
  const steps: string[] = []
  const step = (name: string, fails = false) =>
    queue.inTurn(async () => {
      steps.push(`${name} begins`)
      await new Promise((resume) => setImmediate(resume))
      steps.push(`${name} ends`)
      if (fails) throw new Error(name)
    })
  const [first] = await Promise.allSettled([step('a', true), step('b')])
  expect(first.status).toBe('rejected')
  expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

test('a picture that takes too long is given up, and so is one under way when the server stops', async () => {
  const sent = await photo()
  const stop = new AbortController()
  const late = await clean(sent, stop.signal, 1).catch((error: unknown) => error)
  expect(late).toMatchObject({ problem: { status: 422, detail: expect.stringContaining('too long') } })
  const underWay = clean(sent, stop.signal).catch((error: Error) => error.name)
  stop.abort()
  expect(await underWay).toBe('AbortError')
})

test('the last of the disk is left to the log', async () => {
  const folder = emptyFolder()
  const vault = new Vault(join(folder, 'vault.db'), new Uint8Array(32))
  const media = new Media({ dataDir: folder, vault, leaveFree: 1e18 })
  const sent = Buffer.from(await photo())
  expect(await media.take('real', sent).catch(statusOf)).toBe(503)
  vault.close()
})

test('a disk that does not take a photo is said so, and nothing half is left', async () => {
  const server = await running()
  writeFileSync(join(server.folder, 'media'), 'a file where the folder should be')
  const headers = { authorization: `Bearer ${server.key('operator')}` }
  const body = new Uint8Array(await photo())
  const answer = await fetch(`${server.address}/api/media`, { method: 'POST', headers, body })
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await server.tell(flood())).status).toBe(201)
})

test('bytes that are no longer what their name says are not given out', async () => {
  const folder = emptyFolder()
  const store = openMediaFolder(folder)
  const sha256 = await store.put(Buffer.from('picture'))
  expect((await store.get(sha256))?.toString()).toBe('picture')
  writeFileSync(join(folder, sha256.slice(0, 2), sha256), 'something else')
  expect(await store.get(sha256)).toBeUndefined()
})

test('a name that is no hash becomes no path', async () => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'secret'), 'secret')
  const store = openMediaFolder(join(folder, 'media'))
  for (const name of ['../secret', '..', '', '/etc/passwd', `../../${'a'.repeat(58)}`]) {
    expect(await store.get(name)).toBeUndefined()
    expect(await store.has(name)).toBe(false)
  }
})

test('senders that hang up halfway or send bombs hold nobody else up', async () => {
  const server = await running()
  const key = server.key('operator')
  const { port } = new URL(server.address)
  const head = `POST /api/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Length: 9000000\r\n\r\n`
  const hanging = [1, 2, 3, 4].map(() => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(head + 'x'.repeat(100)))
    return socket.on('error', () => undefined)
  })
  await vi.waitFor(() => expect(server.server.media.queue.size).toBe(4))
  expect((await server.post('/api/media', '', key)).status).toBe(429)
  for (const socket of hanging) socket.destroy()
  await vi.waitFor(() => expect(server.server.media.queue.size).toBe(0))
  const headers = { authorization: `Bearer ${key}` }
  const bombs = [1, 2, 3].map(() =>
    fetch(`${server.address}/api/media`, {
      method: 'POST',
      headers,
      body: new Uint8Array(bomb(40_000, 40_000)),
    }),
  )
  const before = performance.now()
  expect((await server.tell(flood())).status).toBe(201)
  expect(performance.now() - before).toBeLessThan(5_000)
  expect((await Promise.all(bombs)).map(({ status: refused }) => refused)).toEqual([422, 422, 422])
})
