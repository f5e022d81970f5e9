import { request, Agent } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { gauge, running } from './running.ts'

test('a server that stops finishes the request it is taking in, and takes no other', async () => {
  const { server, address, key, folder } = await running()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key('feeder')}` }
  const send = () => {
    const sent = request(`${address}/api/events`, { method: 'POST', agent, headers })
    const status = new Promise<number>((done, fail) => {
      sent.on('response', (answer) => answer.resume().on('end', () => done(answer.statusCode ?? 0)))
      sent.on('error', fail)
    })
    return { sent, status }
  }
  const event = gauge()
  const text = JSON.stringify(event)
  const first = send()
  first.sent.write(text.slice(0, 20))
  await wait(50)
  const closed = server.close()
  expect(await server.notReady()).toBe('the server is stopping')
  await wait(50)
  const second = send()
  second.sent.end(JSON.stringify(gauge()))
  first.sent.end(text.slice(20))
  expect(await first.status).toBe(201)
  expect(await second.status.catch(() => 503)).toBe(503)
  await closed
  const log = new SqliteLog(`${folder}/log.db`)
  expect((await log.read(0, 10)).map(({ id }) => id)).toEqual([event.id])
  await log.close()
})
