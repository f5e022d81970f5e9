import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { emptyFolder, flood, gauge } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { keyIn, serve, type Served } from './child.ts'

/** A way to take the disk's room away from a running server, and to give it back. */
interface Disk {
  folder: string
  fill: (server: Served) => void
  free: (server: Served) => void
}

const runs = (file: string, ...args: string[]) => spawnSync(file, args).status === 0

/** A small file system of its own, filled to the last block: ENOSPC. Needs root. */
function smallDisk(): Disk | undefined {
  const folder = emptyFolder()
  if (!runs('mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder)) return undefined
  onTestFinished(() => void runs('umount', '--lazy', folder))
  const filler = join(folder, 'filler')
  const fill = () => {
    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(filler, Buffer.alloc(bavail * bsize))
  }
  return { folder, fill, free: () => rmSync(filler) }
}

/** No file of the process may grow past 8 kB: EFBIG. Works for anybody on Linux. */
function smallFiles(): Disk | undefined {
  if (!runs('prlimit', '--version')) return undefined
  const limit = (size: string) => (server: Served) => {
    if (!runs('prlimit', `--pid=${server.pid}`, `--fsize=${size}:unlimited`))
      throw new Error('prlimit failed')
  }
  return { folder: emptyFolder(), fill: limit('8192'), free: limit('unlimited') }
}

const disks = [
  ['a full disk', smallDisk, 'a file system cannot be mounted here (not root)'],
  ['a limit on the size of files', smallFiles, 'there is no prlimit here'],
] as const

test.for(disks)(
  '%s refuses with 503, shows nothing, and is over by itself',
  async ([, make, reason], context) => {
    const disk = make()
    if (!disk) return context.skip(reason)
    const folder = join(disk.folder, 'data')
    mkdirSync(folder)
    const [operator, display] = [keyIn(folder, 'operator'), keyIn(folder, 'display')]
    const server = serve({ DATA_DIR: folder, LOG_LEVEL: 'warn' })
    const address = await server.address
    const screen = await new Screen(address, { key: display }).seq(0)
    const post = async (event: unknown) => {
      const answer = await fetch(`${address}/api/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${operator}` },
        body: JSON.stringify(event),
      })
      return {
        status: answer.status,
        retry: answer.headers.get('retry-after'),
        type: answer.headers.get('content-type'),
      }
    }
    const get = (path: string) => fetch(address + path, { headers: { authorization: `Bearer ${operator}` } })
    expect((await post(gauge())).status).toBe(201)
    await screen.seq(1)
    expect((await get('/readyz')).status).toBe(200)
    await wait(1_100)

    disk.fill(server)
    // The write-ahead file has its room already: what fits there is taken, and kept.
    const taken: string[] = []
    const fitting = async (make: () => ReturnType<typeof gauge>) => {
      for (let status = 201; status === 201;) {
        const event = make()
        status = (await post(event)).status
        if (status === 201) taken.push(event.id)
        else expect(status).toBe(503)
      }
    }
    await fitting(() => gauge({}, { details: { text: 'x'.repeat(99_000) } }))
    const refused = [
      gauge({}, { details: { text: 'x'.repeat(400_000) } }),
      gauge({}, { details: { text: 'x'.repeat(100_000) } }),
      flood({}, { reporter: 'Ibu Contoh'.repeat(20_000) }),
      { unreadable: 'x'.repeat(400_000) },
    ]
    for (const event of refused)
      expect(await post(event)).toEqual({ status: 503, retry: '5', type: 'application/problem+json' })
    // A checkpoint may make room for a few more: until there is none.
    await expect
      .poll(async () => {
        await fitting(gauge)
        return (await get('/readyz')).status
      })
      .toBe(503)
    const health = async () => (await get('/healthz')).json() as Promise<Record<string, unknown>>
    const trouble = { since: expect.any(String), reason: expect.stringMatching(/\w/) }
    expect(await health()).toMatchObject({ status: 'unwritable', trouble })
    expect((await get('/api/situation')).status).toBe(200)
    await screen.seq(1 + taken.length)
    await wait(150)
    expect(screen.ids.slice(1)).toEqual(taken)
    await wait(1_100)

    disk.free(server)
    expect((await get('/readyz')).status).toBe(200)
    expect((await post(refused[0])).status).toBe(201)
    await expect.poll(health).toMatchObject({ status: 'ok' })
    expect((await post(refused[3])).status).toBe(422)
    expect((await post(flood({}, { reporter: 'Ibu Contoh' }))).status).toBe(201)
    await screen.seq(3 + taken.length)
    expect(screen.gaps).toBe(0)
    server.child.kill('SIGTERM')
    const { code, stdout } = await server.ended
    expect(code).toBe(0)
    expect(saidOf(stdout)).toEqual(['cannot write', 'can write again'])
    const log = new SqliteLog(join(folder, 'log.db'))
    expect(await log.verify()).toEqual({ rows: 3 + taken.length })
    await log.close()
  },
)

test('while the vault alone has no room, what names nobody is taken, and nobody is told that it is over', async (context) => {
  const disk = smallDisk()
  if (!disk) return context.skip('a file system cannot be mounted here (not root)')
  const folder = emptyFolder()
  writeFileSync(join(disk.folder, 'vault.db'), '')
  symlinkSync(join(disk.folder, 'vault.db'), join(folder, 'vault.db'))
  const operator = keyIn(folder, 'operator')
  const server = serve({ DATA_DIR: folder, LOG_LEVEL: 'warn' })
  const address = await server.address
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${operator}` }
  const post = async (event: unknown) =>
    (await fetch(`${address}/api/events`, { method: 'POST', headers, body: JSON.stringify(event) })).status
  const health = async () => ((await (await fetch(`${address}/healthz`)).json()) as { status: string }).status
  const person = () => flood({}, { reporter: 'Ibu Contoh'.repeat(2_000) })
  expect(await post(person())).toBe(201)
  disk.fill(server)
  while ((await post(person())) === 201);
  const seen = new Set<string>()
  for (let look = 0; look < 25; look++) {
    expect(await post(gauge())).toBe(201)
    seen.add(await health())
    await wait(100)
  }
  expect([...seen]).toEqual(['unwritable'])
  expect((await fetch(`${address}/readyz`)).status).toBe(503)
  expect(await post(person())).toBe(503)
  disk.free(server)
  await expect.poll(health).toBe('ok')
  expect(await post(person())).toBe(201)
  server.child.kill('SIGTERM')
  const { stdout } = await server.ended
  expect(saidOf(stdout)).toEqual(['cannot write', 'can write again'])
})

/** What the server's log says of writing. */
const saidOf = (stdout: string) => [...stdout.matchAll(/"msg":"([^"]*write[^"]*)"/g)].map(([, line]) => line)
