import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { flood, running } from './running.ts'

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; worker-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; " +
  "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"

test('no key, a wrong one, an expired one and another scheme are told apart from a right one', async () => {
  const server = await running()
  const expired = server.key('operator', { expires: new Date(Date.now() - 1000).toISOString() })
  const wrong = [
    'Bearer rp_x',
    'Bearer',
    'Bearer ',
    `Bearer ${expired}`,
    'Basic YTpi',
    `bearer${server.key('admin')}`,
  ]
  for (const authorization of wrong) {
    const answer = await ask(server, '/api/situation', { authorization })
    expect([authorization, answer.status]).toEqual([authorization, 401])
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  }
  expect(
    (await ask(server, '/api/situation', { authorization: `bearer ${server.key('display')}` })).status,
  ).toBe(200)
})

test('a role that is not named at a route is refused there', async () => {
  const { post, get, key } = await running()
  expect((await post('/api/events', flood(), key('display'))).status).toBe(403)
  expect((await post('/api/worlds', {}, key('operator'))).status).toBe(403)
  expect((await get('/api/vault/v_x?reason=periksa', key('executive'))).status).toBe(403)
  expect((await post('/api/events', flood(), key('executive'))).status).toBe(403)
  expect((await post('/api/events', flood(), key('admin'))).status).toBe(201)
})

test('a world that is not there is named as such; an exercise is another log', async () => {
  const { post, get, key, server } = await running()
  const operator = key('operator')
  for (const path of ['/api/events', '/api/situation', '/api/quarantine', '/healthz']) {
    expect((await get(`${path}?world=tiada`, operator)).status).toBe(404)
  }
  expect((await get('/api/situation?world=tiada')).status).toBe(401)
  await server.worlds.startExercise({ name: 'gladi', start: 0, rate: 1 })
  expect((await post('/api/events?world=gladi', flood(), operator)).status).toBe(201)
  const health = async (query: string) =>
    (await (await get(`/healthz${query}`)).json()) as { seq: number; epoch: string }
  const [real, exercise] = [await health(''), await health('?world=gladi')]
  expect([real.seq, exercise.seq]).toEqual([0, 1])
  expect(real.epoch).not.toBe(exercise.epoch)
})

test('what is not there is a 404, what is there for another method a 405, both as problem documents', async () => {
  const server = await running()
  const expected = [
    ['GET', '/api/nothing', 404, undefined],
    ['GET', '/assets/nothing.js', 404, undefined],
    ['POST', '/nothing', 404, undefined],
    ['GET', '/../../etc/passwd', 404, undefined],
    ['GET', '/%2e%2e/%2e%2e/etc/passwd', 404, undefined],
    ['DELETE', '/api/events', 405, 'POST, GET, HEAD'],
    ['PUT', '/api/situation', 405, 'GET, HEAD'],
    ['GET', '/api/quarantine/x/retry', 405, 'POST'],
    ['POST', '/wall', 405, 'GET, HEAD'],
  ] as const
  for (const [method, path, status, allow] of expected) {
    const answer = await ask(server, path, { method })
    expect([path, answer.status, answer.headers.allow]).toEqual([path, status, allow])
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(answer.text)).toMatchObject({ type: 'about:blank', status })
  }
})

test('every answer carries the same content security policy', async () => {
  const server = await running()
  const asked = await Promise.all([
    ask(server, '/wall'),
    ask(server, '/docs'),
    ask(server, '/healthz'),
    ask(server, '/api/situation'),
    ask(server, '/nothing'),
    ask(server, '/openapi.json', { method: 'HEAD' }),
    ask(server, '/api/events', { method: 'DELETE' }),
    ask(server, '/regions/52.02/region.json'),
    ask(server, '/socket.io/?EIO=4&transport=polling'),
    ask(server, '/socket.io/nothing'),
  ])
  for (const { headers } of asked) {
    expect(headers['content-security-policy']).toBe(policy)
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
})

test('HEAD answers as GET does, without the body', async () => {
  const server = await running()
  const authorization = `Bearer ${server.key('display')}`
  for (const path of ['/healthz', '/wall', '/docs', '/api/situation', '/api/events']) {
    const [get, head] = [
      await ask(server, path, { authorization }),
      await ask(server, path, { method: 'HEAD', authorization }),
    ]
    expect([path, head.status, head.text]).toEqual([path, get.status, ''])
    expect(head.headers['content-type']).toBe(get.headers['content-type'])
  }
})

test('health, readiness and the description need no key', async () => {
  const { get, server } = await running()
  const health = (await (await get('/healthz')).json()) as Record<string, unknown>
  expect(health).toEqual({
    status: 'ok',
    version: server.version,
    fold: expect.stringMatching(/^[0-9a-f]{12}$/),
    epoch: server.worlds.find()?.log.epoch,
    seq: 0,
  })
  expect((await get('/readyz')).status).toBe(200)
  expect((await get('/openapi.json')).status).toBe(200)
  expect((await get('/docs')).headers.get('content-type')).toContain('text/html')
  const metrics = await (await get('/metrics')).text()
  expect(metrics).toMatch(/^ruang_log_seq\{world="real"\} 0$/m)
})
