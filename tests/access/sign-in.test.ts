import { expect, test } from 'vitest'
import { Browser, goodPassword, signedIn, strict } from './people.ts'

test('a link makes a person and signs them in; it works once', async () => {
  const server = await strict()
  const { browser, email } = await signedIn(server, 'operator')
  expect((await browser.get('/api/me')).body).toMatchObject({ role: 'operator', email, totp: false })
  const again = new Browser(server.address)
  expect((await again.post('/api/sign-in', { email, password: goodPassword })).body).toEqual({
    role: 'operator',
  })
  expect((await again.get('/api/situation')).status).toBe(200)
})
