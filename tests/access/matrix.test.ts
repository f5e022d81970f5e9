import { expect, test } from 'vitest'
import { createApp } from '../../server/http/app.ts'
import { ask } from '../http/ask.ts'
import { Screen } from '../live/screen.ts'
import { everyone, table } from './routes.ts'
import { Browser, signedIn, strict } from './people.ts'

const who = ['nobody', 'feeder', 'display', 'executive', 'operator', 'agency', 'admin'] as const
type Who = (typeof who)[number]

/** Not from loopback, where some doors stand open. */
const outside = { 'x-forwarded-for': '10.0.0.9' }

async function callers() {
  const server = await strict()
  const person = async (role: Parameters<typeof signedIn>[1]) => {
    const { browser } = await signedIn(server, role)
    return { cookie: browser.cookie, origin: browser.origin }
  }
  const { token } = server.server.access.screens.pair(
    { name: 'Uji', place: 'Uji', distance: 3, height: 60 },
    'operator:p_1',
  )
  const { origin } = new Browser(server.address)
  const as: Record<Who, Record<string, string>> = {
    nobody: {},
    feeder: { authorization: `Bearer ${server.key('feeder')}` },
    display: { cookie: `ruang_screen=${token}`, origin },
    executive: await person('executive'),
    operator: await person('operator'),
    agency: await person('agency:dinkes'),
    admin: await person('admin'),
  }
  return { server, as }
}

test('every route lets in whom the table says, and nobody else', async () => {
  const { server, as } = await callers()
  const routes = createApp(server.server)
    .routes.filter(({ method, path }) => method !== 'ALL' && path !== '/*')
    .map(({ method, path }) => `${method} ${path.replace(/{.*?}(?=\/|$)/g, '')}`)
  expect([...new Set(routes)].filter((route) => !(route in table))).toEqual([])
  expect(Object.keys(table).filter((route) => !routes.includes(route))).toEqual([])
  for (const [route, roles] of Object.entries(table)) {
    const [method = '', path = ''] = route.split(' ')
    const address = path
      .replace('/regions/:code/:file', '/regions/52.02/region.json')
      .replace(':sha256', '0'.repeat(64))
      .replace('/sitreps/:id/:kind', '/sitreps/x/pdf')
      .replace(/:\w+/g, 'x')
    const isPage = method === 'GET' && !/^\/(api|metrics)/.test(path)
    const body: Record<string, string> =
      method === 'GET' ? {} : { 'content-type': 'application/json', 'content-length': '1', body: '{' }
    const letIn: Who[] = []
    for (const name of who) {
      // A snapshot is given to its own audience alone.
      const query = `?seq=0&audience=${name === 'display' ? 'wall' : 'staff'}`
      const { status } = await ask(server, address + query, { method, ...outside, ...body, ...as[name] })
      if (![303, 401, 403].includes(status)) letIn.push(name)
      else {
        const nobodyThere = name === 'nobody' || (isPage && name === 'display')
        expect([route, name, status]).toEqual([route, name, nobodyThere ? (isPage ? 303 : 401) : 403])
      }
    }
    expect(`${route}: ${letIn.join(' ')}`).toBe(`${route}: ${roles}`)
  }
})

test('the socket lets in who may look, each to their audience', async () => {
  const { server, as } = await callers()
  const audiences: Record<Who, number | string> = {
    nobody: 401,
    feeder: 401,
    display: 'wall',
    executive: 'staff',
    operator: 'staff',
    agency: 'staff',
    admin: 'staff',
  }
  for (const name of who) {
    const { cookie = '', origin = '' } = as[name]
    const screen = new Screen(server.address, { cookie, origin })
    if (typeof audiences[name] === 'number')
      expect([name, await screen.refused()]).toEqual([name, audiences[name]])
    else {
      await screen.seq(0)
      const rooms = [...server.server.live.io.sockets.sockets.values()].map(({ data }) => data.view)
      expect([name, rooms]).toEqual([name, [audiences[name]]])
      screen.socket.disconnect()
      await expect.poll(() => server.server.live.io.sockets.sockets.size).toBe(0)
    }
  }
  expect(await new Screen(server.address, { key: server.key('feeder') }).refused()).toBe(403)
})

test('a write by cookie that comes from no page of this server is refused, whoever’s cookie it is', async () => {
  const { server, as } = await callers()
  const writes = Object.entries(table).filter(
    ([route, roles]) => !route.startsWith('GET') && roles !== everyone,
  )
  expect(writes.length).toBeGreaterThan(15)
  for (const [route] of writes) {
    const [method = '', path = ''] = route.split(' ')
    const { cookie = '' } = as.admin
    for (const origin of ['http://evil.example.test', 'null', undefined]) {
      const headers = { method, cookie, ...(origin && { origin }) }
      const { status } = await ask(server, path.replace(/:\w+/g, 'x'), headers)
      expect([route, origin, status]).toEqual([route, origin, 403])
    }
  }
})
