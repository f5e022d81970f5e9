import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holderOf } from '../../server/lock.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import type { NewEvent } from '../../shared/events/types.ts'
import { clearLine, ruang } from '../cli/command.ts'
import { Vault } from '../../server/vault/vault.ts'
import { emptyFolder } from '../http/running.ts'
import { serve } from './child.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')

const wrong: Record<string, Record<string, string>> = {
  PORT: { PORT: '80a' },
  'a PORT too high': { PORT: '70000' },
  HOST: { HOST: '203.0.113.7' },
  'a HOST that is no name': { HOST: 'tidak.ada.invalid' },
  REGION: { REGION: 'lombok' },
  'a REGION without a pack': { REGION: '99.99' },
  PUBLIC_URL: { PUBLIC_URL: 'ruang.example.test' },
  LOG_LEVEL: { LOG_LEVEL: 'loud' },
  FEEDS: { FEEDS: 'maybe' },
  'CAP_URLS where no feed is polled': { CAP_URLS: 'bmkg', FEEDS: 'off' },
  'OPEN311_URLS where no feed is polled': { OPEN311_URLS: 'a=b', FEEDS: 'off' },
  'SENSORTHINGS_URLS where no feed is polled': { SENSORTHINGS_URLS: 'ftp://x', FEEDS: 'off' },
  DATABASE_URL: { DATABASE_URL: 'mysql://x' },
  'TLS_CERT alone': { TLS_CERT: '/nowhere.pem' },
  'a TLS_CERT that is not there': { TLS_CERT: '/nowhere.pem', TLS_KEY: '/nowhere.key' },
  'a TLS_CERT that is none': { TLS_CERT: main, TLS_KEY: main },
}

test('a wrong value is one line that names it and exit code 78, and nothing is opened', async () => {
  const parent = emptyFolder()
  const seen = await Promise.all(
    Object.entries(wrong).map(async ([what, env], at) => {
      const folder = join(parent, String(at))
      const { code, stderr, stdout } = await serve({ DATA_DIR: folder, ...env }).ended
      const [name = ''] = Object.keys(env)
      const oneLine = /^ruang-pantau: [^\n]+\n$/.test(stderr) && stderr.includes(name)
      return { what, code, stdout, line: oneLine ? 'one line' : stderr, opened: existsSync(folder) }
    }),
  )
  for (const { what, ...one } of seen)
    expect({ what, ...one }).toEqual({ what, code: 78, stdout: '', line: 'one line', opened: false })
})

test('a data folder that cannot be one is a wrong value too', async () => {
  const file = join(emptyFolder(), 'file')
  writeFileSync(file, 'x')
  // Linux says of /proc that what is there is not: making it step by step comes to an end.
  const never = process.platform === 'linux' ? ['/proc/1/none'] : []
  for (const DATA_DIR of [file, join(file, 'below'), ...never]) {
    const { code, stderr } = await serve({ DATA_DIR }).ended
    expect([code, stderr]).toEqual([78, expect.stringMatching(/^ruang-pantau: DATA_DIR: [^\n]+\n$/)])
  }
})

test('a vault whose key is gone or another is told, and no new key is made in its place', async () => {
  const folder = emptyFolder()
  const key = (byte: number) => `${Buffer.alloc(32, byte).toString('base64url')}\n`
  const vault = new Vault(join(folder, 'vault.db'), Buffer.alloc(32, 1))
  vault.keep([{ reference: 'v_1', fields: { name: 'Warga' } }])
  vault.close()
  const file = join(folder, 'secrets', 'vault')
  const gone = await serve({ DATA_DIR: folder }).ended
  expect([gone.code, gone.stderr]).toEqual([
    78,
    expect.stringMatching(/^ruang-pantau: .*vault is gone[^\n]+\n$/),
  ])
  expect(existsSync(file)).toBe(false)
  writeFileSync(file, key(2))
  expect((await serve({ DATA_DIR: folder }).ended).stderr).toMatch(/another key/)
  writeFileSync(file, key(1))
  expect((await fetch(`${await serve({ DATA_DIR: folder }).address}/readyz`)).status).toBe(200)
})

test('a version older than its log says in one line what it does not know, and is not started again for it', async () => {
  const folder = emptyFolder()
  const log = new SqliteLog(join(folder, 'log.db'))
  const event = {
    specversion: '1.0',
    id: '1',
    source: '/uji',
    subject: 'x',
    time: '2027-01-01T00:00:00.000Z',
  }
  const newer = { ...event, type: 'thing.happened', data: {} } as unknown as NewEvent
  await log.append(event.time, async () => [newer])
  await log.close()
  const { code, stderr } = await serve({ DATA_DIR: folder }).ended
  expect([code, stderr]).toEqual([
    78,
    expect.stringMatching(/^ruang-pantau: .*thing\.happened at seq 1[^\n]+\n$/),
  ])
  const told = await ruang(folder, ['archive'])
  expect([told.code, told.err]).toEqual([78, expect.stringMatching(clearLine)])
  expect((await ruang(folder, ['verify'])).code).toBe(0)
})

test('a secret that a kill or a full disk left empty is not used: exit code 78', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'secrets', 'pass')
  mkdirSync(join(folder, 'secrets'))
  writeFileSync(file, '')
  const { code, stderr } = await serve({ DATA_DIR: folder }).ended
  expect([code, stderr]).toEqual([
    78,
    expect.stringMatching(/^ruang-pantau: DATA_DIR: .*pass does not [^\n]+\n$/),
  ])
  rmSync(file)
  await serve({ DATA_DIR: folder }).address
  expect(Buffer.from(readFileSync(file, 'utf8'), 'base64url')).toHaveLength(32)
  expect(readdirSync(join(folder, 'secrets')).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('npm start reads the environment before it builds anything', async () => {
  const { code, stderr } = await serve({ PORT: 'x', DATA_DIR: emptyFolder() }, [process.execPath, main]).ended
  expect([code, stderr]).toEqual([78, 'ruang-pantau: PORT: must be a whole number from 0 to 65535\n'])
})

test('a second server on the same folder says who is there, and the first one goes on', async () => {
  const folder = emptyFolder()
  chmodSync(folder, 0o755)
  const first = serve({ DATA_DIR: folder })
  const address = await first.address
  expect(holderOf(folder)).toMatchObject({ pid: first.pid, address })
  const open = readdirSync(folder).filter(
    (name) => name.endsWith('.db') && statSync(join(folder, name)).mode & 0o077,
  )
  expect(open.filter((name) => name !== 'lock.db')).toEqual([])
  const { code, stderr } = await serve({ DATA_DIR: folder }).ended
  expect(code).toBe(75)
  expect(stderr).toBe(`ruang-pantau: the data folder is in use by process ${first.pid} at ${address}\n`)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
})

test('a lock that was left by a killed server keeps nobody out, even where its number lives on', async () => {
  const folder = emptyFolder()
  const first = serve({ DATA_DIR: folder })
  await first.address
  first.child.kill('SIGKILL')
  await first.ended
  expect(holderOf(folder)).toBeUndefined()
  writeFileSync(
    join(folder, 'lock'),
    JSON.stringify({ pid: process.pid, address: 'http://127.0.0.1:1', token: '' }),
  )
  const second = serve({ DATA_DIR: folder })
  expect((await fetch(`${await second.address}/readyz`)).status).toBe(200)
})

test('a port that is taken is one line, and the folder is free again', async () => {
  const folder = emptyFolder()
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { code, stderr } = await serve({ DATA_DIR: folder, PORT: String(port) }).ended
  taken.close()
  expect([code, stderr]).toEqual([
    75,
    `ruang-pantau: PORT: ${port} on 127.0.0.1 is in use by another program\n`,
  ])
  expect(holderOf(folder)).toBeUndefined()
})
