import { expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { issuer, type Claims } from './issuer.ts'
import { Browser, noted, signedIn, strict } from './people.ts'

const claims: Claims = { sub: 'u-1', email: 'kabid@uji.test', email_verified: true, name: 'Kabid' }

async function withIssuer({ keys = true } = {}) {
  const { address, codeFor } = await issuer({ keys })
  const server = await strict({
    PUBLIC_URL: 'http://ruang.example.test',
    OIDC_ISSUER: address,
    OIDC_CLIENT_ID: 'ruang',
    OIDC_CLIENT_SECRET: 'rahasia',
  })
  /** Goes to the issuer and comes back with these claims. */
  const enter = async (who: Claims, { forged = false, state = (given: string) => given } = {}) => {
    const browser = new Browser(server.address)
    const started = await browser.post('/api/sign-in/oidc')
    const url = new URL(String(started.body.url))
    const query = new URLSearchParams({
      code: codeFor(url.href, who, forged),
      state: state(url.searchParams.get('state') ?? ''),
    })
    const back = await browser.get(`/api/auth/callback/oidc?${query}`)
    return { browser, url, back, role: (await browser.get('/api/me')).body.role }
  }
  return { server, address, enter }
}

test('who was invited signs in with the issuer’s account, as the role they were given', async () => {
  const { server, address, enter } = await withIssuer()
  expect((await new Browser(server.address).get('/api/sign-in')).body.singleSignOn).toBe(true)
  await server.server.access.people.put({ email: claims.email, name: 'Kepala Bidang', role: 'agency:bpbd' })
  const { url, back, role } = await enter(claims)
  expect(url.href.startsWith(`${address}/authorize?`)).toBe(true)
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: 'ruang',
    redirect_uri: 'http://ruang.example.test/api/auth/callback/oidc',
    code_challenge_method: 'S256',
  })
  expect([back.status, back.headers.location]).toEqual([302, '/masuk?sso'])
  expect(role).toBe('agency:bpbd')
  expect(await noted(server, 'session.started')).toMatchObject([{ data: { way: 'oidc' } }])
  expect((await enter(claims)).role).toBe('agency:bpbd')
})

test('nobody comes in whom no administrator invited, nor with an address the issuer did not verify, a forged token or a foreign state', async () => {
  const { server, enter } = await withIssuer()
  const { people } = server.server.access
  await people.put({ email: claims.email, name: 'Kepala Bidang', role: 'admin' })
  const stranger = { ...claims, sub: 'u-2', email: 'tamu@uji.test' }
  const attempts = [
    await enter(stranger),
    await enter({ ...claims, email_verified: false }),
    await enter(claims, { forged: true }),
    await enter(claims, { state: () => 'tiada' }),
    await enter(claims, { state: () => '' }),
  ]
  for (const { role, back } of attempts) {
    expect(role).toBeUndefined()
    expect(String(back.headers['set-cookie'] ?? '')).not.toMatch(/session_token=\w/)
  }
  expect(await people.list()).toHaveLength(1)
  expect(attempts[0]!.back.headers.location).toMatch(/\/masuk\?sso=ditolak/)
})

test('an issuer that publishes no keys, or does not answer, lets nobody in, and passwords go on', async () => {
  const { server } = await withIssuer({ keys: false })
  const browser = new Browser(server.address)
  const answer = await browser.post('/api/sign-in/oidc')
  expect([answer.status, answer.body.title]).toEqual([503, 'No single sign-on now'])
  await signedIn(server, 'operator')
})

test('single sign-on without all its values, or without the public address, is a wrong configuration', () => {
  const all = { OIDC_ISSUER: 'https://sso.example.test', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }
  const PUBLIC_URL = 'https://ruang.example.test'
  expect(readConfig({ ...all, PUBLIC_URL }).singleSignOn).toMatchObject({ clientId: 'a' })
  expect(() => readConfig(all)).toThrow(/PUBLIC_URL/)
  for (const name of Object.keys(all))
    expect(() => readConfig({ ...all, PUBLIC_URL, [name]: '' })).toThrow(/all or none/)
  expect(readConfig({}).singleSignOn).toBeUndefined()
})
