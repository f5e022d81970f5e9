import { X509Certificate } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { issue, UnusableAuthority } from '../../server/tls/authority.ts'
import { emptyFolder, running } from '../http/running.ts'

const now = new Date('2026-11-22T03:00:00Z')
const usual = ['localhost', '127.0.0.1', '::1']
const wanted = { hosts: undefined, usual, force: false, now }

/** Asks over HTTPS, trusting nothing but `ca`; the status, or why not. */
const ask = (url: string, ca?: string) =>
  new Promise<string>((done) => {
    get(url, { ca, agent: false }, (answer) => {
      answer.resume()
      done(String(answer.statusCode))
    }).on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
  })

test('a server with a certificate of ours answers whoever trusts our authority, and the socket does too', async () => {
  const { files } = issue(emptyFolder(), { ...wanted, now: new Date() })
  const { address, key } = await running({ TLS_CERT: files.cert, TLS_KEY: files.key })
  const ca = readFileSync(files.authority, 'utf8')
  const { port } = new URL(address)
  expect(new URL(address).protocol).toBe('https:')
  expect(await ask(`${address}/healthz`, ca)).toBe('200')
  expect(await ask(`https://localhost:${port}/healthz`, ca)).toBe('200')
  expect(await ask(`${address}/healthz`)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')

  const connected = (trusted: string | undefined) =>
    new Promise<string>((done) => {
      const options = { transports: ['websocket'], auth: { key: key('display') }, reconnection: false }
      const socket = io(address, { ...options, ...(trusted && { ca: trusted }) } as Parameters<typeof io>[1])
      onTestFinished(() => void socket.close())
      socket.on('snapshot', () => done('snapshot'))
      socket.on('connect_error', (error) => done(error.message))
    })
  expect(await connected(ca)).toBe('snapshot')
  expect(await connected(undefined)).toBe('websocket error')
})

test('the certificate stands for its names, for those alone, and not longer than tablets allow', () => {
  const hosts = ['pantau.lan', '10.20.0.5', '2001:db8::a:1']
  const { server, authority } = issue(emptyFolder(), { ...wanted, hosts })
  expect(server.verify(authority.publicKey)).toBe(true)
  expect(server.checkIssued(authority)).toBe(true)
  expect([server.ca, authority.ca]).toEqual([false, true])
  expect(server.checkHost('pantau.lan')).toBe('pantau.lan')
  expect(server.checkIP('10.20.0.5')).toBe('10.20.0.5')
  expect(server.checkIP('2001:db8::a:1')).toBe('2001:db8::a:1')
  expect(server.checkHost('localhost')).toBeUndefined()
  expect(server.checkIP('10.20.0.6')).toBeUndefined()
  const days = (server.validToDate.getTime() - server.validFromDate.getTime()) / 86_400_000
  expect(days).toBeLessThanOrEqual(825)
})

test('a second call renews the certificate for the same names under the same authority', () => {
  const folder = emptyFolder()
  const first = issue(folder, { ...wanted, hosts: ['pantau.lan', '10.20.0.5'] })
  const later = issue(folder, { ...wanted, now: new Date('2028-06-01T00:00:00Z') })
  expect([first.fresh, later.fresh]).toEqual([true, false])
  expect(later.hosts).toEqual(['pantau.lan', '10.20.0.5'])
  expect(later.authority.fingerprint256).toBe(first.authority.fingerprint256)
  expect(later.server.serialNumber).not.toBe(first.server.serialNumber)
  expect(later.server.validToDate > first.server.validToDate).toBe(true)
  const written = new X509Certificate(readFileSync(later.files.cert))
  expect(written.fingerprint256).toBe(later.server.fingerprint256)
})

test('an authority that cannot be used is replaced only by force', () => {
  const folder = emptyFolder()
  const first = issue(folder, wanted)
  const key = readFileSync(join(folder, 'ca.key'))
  const broken: (() => void)[] = [
    () => rmSync(join(folder, 'ca.key')),
    () => writeFileSync(join(folder, 'ca.key'), readFileSync(first.files.key)),
    () => writeFileSync(join(folder, 'ca.key'), 'nothing'),
  ]
  for (const breakIt of broken) {
    breakIt()
    expect(() => issue(folder, wanted)).toThrow(UnusableAuthority)
    writeFileSync(join(folder, 'ca.key'), key)
  }
  const inTwentyYears = { ...wanted, now: new Date('2046-01-01T00:00:00Z') }
  expect(() => issue(folder, inTwentyYears)).toThrow(/it ended on/)
  expect(readFileSync(first.files.authority, 'utf8')).toBe(first.authority.toString())
  const forced = issue(folder, { ...wanted, force: true })
  expect(forced.fresh).toBe(true)
  expect(forced.authority.fingerprint256).not.toBe(first.authority.fingerprint256)
})

test('no other account reads the keys, whatever stood there before', () => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'server.key'), '', { mode: 0o644 })
  issue(folder, wanted)
  for (const name of ['ca.key', 'server.key', 'ca.crt', 'server.crt'])
    expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
})
