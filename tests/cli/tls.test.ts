import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { X509Certificate } from 'node:crypto'
import { emptyFolder } from '../http/running.ts'
import { clearLine, ruang } from './command.ts'

test('ruang tls init says where the files are, for whom they stand, and how a screen comes to trust them', async () => {
  const folder = emptyFolder()
  const { code, out, err } = await ruang(folder, [
    'tls',
    'init',
    '--host',
    'Pantau.LAN',
    '--host',
    '10.0.0.9',
  ])
  expect([code, err]).toEqual([0, ''])
  const said = Object.fromEntries(out.split('\n').map((line) => line.split('=')))
  const server = new X509Certificate(readFileSync(said.TLS_CERT))
  expect(said.TLS_KEY).toBe(join(folder, 'tls', 'server.key'))
  expect(['pantau.lan', 'localhost'].map((name) => server.checkHost(name))).toEqual([
    'pantau.lan',
    'localhost',
  ])
  expect(['10.0.0.9', '127.0.0.1', '::1'].every((address) => server.checkIP(address))).toBe(true)
  const authority = new X509Certificate(readFileSync(join(folder, 'tls', 'ca.crt')))
  expect(out).toContain(authority.fingerprint256)
  expect(out).toContain('certutil')
})

test('ruang tls init without a host stands for this machine, and for PUBLIC_URL', async () => {
  const folder = emptyFolder()
  await ruang(folder, ['tls', 'init'], { PUBLIC_URL: 'https://pantau.example.test' })
  const server = new X509Certificate(readFileSync(join(folder, 'tls', 'server.crt')))
  expect(server.checkHost('pantau.example.test')).toBe('pantau.example.test')
  expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1')
})

test.each([
  [[], 64],
  [['show'], 64],
  [['init', '--host', 'a b'], 64],
  [['init', '--host', 'https://pantau.lan'], 64],
  [['init', '--host', 'pantau.lan:443'], 64],
])('ruang tls %j is refused in one line', async (args, expected) => {
  const { code, out, err } = await ruang(emptyFolder(), ['tls', ...args])
  expect([code, out]).toEqual([expected, ''])
  expect(err).toMatch(clearLine)
})

test('ruang tls init does not replace an authority that it cannot use', async () => {
  const folder = emptyFolder()
  await ruang(folder, ['tls', 'init'])
  const before = readFileSync(join(folder, 'tls', 'ca.crt'), 'utf8')
  writeFileSync(join(folder, 'tls', 'ca.key'), '')
  const { code, err } = await ruang(folder, ['tls', 'init'])
  expect(code).toBe(1)
  expect(err).toMatch(clearLine)
  expect(err).toContain('--force')
  expect(readFileSync(join(folder, 'tls', 'ca.crt'), 'utf8')).toBe(before)
  expect((await ruang(folder, ['tls', 'init', '--force'])).code).toBe(0)
  expect(readFileSync(join(folder, 'tls', 'ca.crt'), 'utf8')).not.toBe(before)
})
