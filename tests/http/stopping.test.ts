import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { gauge, running } from './running.ts'

/** A POST over a line of its own, in two parts that the test sends when it likes; answers what came back. */
function slowPost(address: string, key: string, event: unknown) {
  const { hostname, port } = new URL(address)
  const body = JSON.stringify(event)
  const head = [
    'POST /api/events HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Expect: 100-continue',
    '',
    '',
  ].join('\r\n')
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString()))
  const closed = new Promise<string>((done) => socket.on('close', () => done(answer)))
  return {
    /** The server has read the head. */
    isTaken: () => answer.startsWith('HTTP/1.1 100 '),
    send: (
      part: 'some of the head' | 'the rest of the head' | 'some of the body' | 'the rest of the body',
    ) => {
      if (part === 'some of the head') socket.write(head.slice(0, 60))
      else if (part === 'the rest of the head') socket.write(head.slice(60))
      else if (part === 'some of the body') socket.write(body.slice(0, 20))
      else socket.write(body.slice(20))
    },
    closed,
  }
}

test('a server that stops finishes the request it is taking in, and takes no other', async () => {
  const { server, address, key, folder } = await running()
  const feeder = key('feeder')
  const [taken, late] = [gauge(), gauge()]
  // Lines are let in in the order in which they come: once the first has its head taken, so is this one let in.
  const second = slowPost(address, feeder, late)
  second.send('some of the head')
  const first = slowPost(address, feeder, taken)
  first.send('some of the head')
  first.send('the rest of the head')
  await expect.poll(first.isTaken).toBe(true)
  first.send('some of the body')
  const stopped = server.close()
  expect(await server.notReady()).toBe('the server is stopping')
  second.send('the rest of the head')
  second.send('some of the body')
  second.send('the rest of the body')
  first.send('the rest of the body')
  expect(await first.closed).toContain('HTTP/1.1 201 ')
  expect(await second.closed).toContain('HTTP/1.1 503 ')
  await stopped
  const log = new SqliteLog(`${folder}/log.db`)
  expect((await log.read(0, 10)).map(({ id }) => id)).toEqual([taken.id])
  await log.close()
})

test('from the moment it stops nobody new is let in, while what it does besides still ends', async () => {
  const { server, address } = await running({}, { schedule: true })
  const { hostname, port } = new URL(address)
  const stopped = server.close()
  const knocking = new Promise((done) =>
    connect(Number(port), hostname).on('connect', done).on('error', done),
  )
  expect(await knocking).toMatchObject({ code: 'ECONNREFUSED' })
  await stopped
})
