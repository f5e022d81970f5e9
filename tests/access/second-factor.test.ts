import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { Browser, goodPassword, refusals, signedIn, strict } from './people.ts'

/** RFC 6238 with SHA-1, 30 s and six digits; the secret is base32. */
function totp(secret: string, at = Date.now()): string {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes = bits.join('').match(/.{8}/g) ?? []
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const hash = createHmac('sha1', Buffer.from(bytes.map((byte) => parseInt(byte, 2))))
    .update(counter)
    .digest()
  const offset = hash[19]! & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function protectedPerson() {
  const server = await strict()
  const { browser, email } = await signedIn(server, 'operator')
  const made = await browser.post('/api/me/totp', { password: goodPassword })
  const secret = new URL(String(made.body.uri)).searchParams.get('secret') ?? ''
  const codes = made.body.codes as string[]
  const enter = async () => {
    const tablet = new Browser(server.address)
    const answer = await tablet.post('/api/sign-in', { email, password: goodPassword })
    return { tablet, answer }
  }
  return { server, browser, secret, codes, enter }
}

test('the second factor asks for the password, begins with its first right code, and then guards the door', async () => {
  const { server, browser, secret, codes, enter } = await protectedPerson()
  expect((await browser.post('/api/me/totp', { password: 'bukan itu' })).status).toBe(401)
  expect((await enter()).answer.body).toEqual({ role: 'operator' })
  expect((await browser.post('/api/me/totp/confirm', { code: '000000' })).status).toBe(401)
  expect((await browser.get('/api/me')).body.totp).toBe(false)
  const first = totp(secret)
  expect((await browser.post('/api/me/totp/confirm', { code: first })).status).toBe(204)
  expect((await browser.get('/api/me')).body.totp).toBe(true)

  const { tablet, answer } = await enter()
  expect(answer.body).toEqual({ needs: 'code' })
  expect((await tablet.get('/api/me')).status).toBe(401)
  expect((await tablet.post('/api/sign-in/code', { code: '123' })).status).toBe(422)
  expect((await new Browser(server.address).post('/api/sign-in/code', { code: totp(secret) })).status).toBe(
    401,
  )
  const replayed = await tablet.post('/api/sign-in/code', { code: first })
  expect([replayed.status, (await tablet.get('/api/me')).status]).toEqual([401, 401])
  const { tablet: other } = await enter()
  expect((await other.post('/api/sign-in/code', { code: totp(secret, Date.now() + 30_000) })).body).toEqual({
    role: 'operator',
  })
  expect((await other.get('/api/me')).status).toBe(200)

  const { tablet: third } = await enter()
  expect((await third.post('/api/sign-in/code', { code: codes[0]! })).body).toEqual({ role: 'operator' })
  const { tablet: fourth } = await enter()
  expect((await fourth.post('/api/sign-in/code', { code: codes[0]! })).status).toBe(401)
  expect(await refusals(server, 'code')).toBeGreaterThanOrEqual(4)
  expect((await other.post('/api/me/totp/remove', { password: goodPassword })).status).toBe(204)
  expect((await enter()).answer.body).toEqual({ role: 'operator' })
})

test('codes cannot be tried one after the other', async () => {
  const { browser, secret, enter } = await protectedPerson()
  await browser.post('/api/me/totp/confirm', { code: totp(secret) })
  const { tablet } = await enter()
  for (let at = 0; at < 6; at++)
    expect((await tablet.post('/api/sign-in/code', { code: `00000${at}` })).status).toBeGreaterThan(399)
  const right = await tablet.post('/api/sign-in/code', { code: totp(secret, Date.now() + 30_000) })
  expect([401, 429]).toContain(right.status)
  expect((await tablet.get('/api/me')).status).toBe(401)
})
