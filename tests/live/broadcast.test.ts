import { on } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { broadcast, receiver, type EngineSocket } from '../../server/broadcast.ts'
import { flood, running } from '../http/running.ts'

/** A screen that notes what reaches its WebSocket, and what is left to engine.io to send in turn. */
function screen(writable: boolean, waiting: string[], readyState = 1) {
  const direct: string[] = []
  const queued: string[] = [...waiting]
  const socket: EngineSocket = {
    writeBuffer: waiting.map((data) => ({ data })),
    write: (packet) => queued.push(packet),
    transport: {
      writable,
      socket: {
        readyState,
        bufferedAmount: 0,
        _sender: { sendFrame: (frame) => direct.push(String(Buffer.concat(frame).subarray(2))) },
        terminate: () => undefined,
      },
    },
  }
  return { socket, direct, queued }
}

test('a message goes straight to the WebSocket where nothing waits, as the bytes socket.io would send', () => {
  const idle = screen(true, [])
  broadcast([receiver(idle.socket)], 'beat', { seq: 7 })
  expect(idle.direct).toEqual(['42["beat",{"seq":7}]'])
  expect(idle.queued).toEqual([])
})

test('a message never overtakes what waits for the same screen, and none goes to a socket that is closing', () => {
  const [behind, busy, closing] = [screen(true, ['2["snapshot",{}]']), screen(false, []), screen(true, [], 2)]
  broadcast([behind.socket, busy.socket, closing.socket].map(receiver), 'beat', { seq: 7 })
  expect(behind.queued).toEqual(['2["snapshot",{}]', '2["beat",{"seq":7}]'])
  expect(busy.queued).toEqual(['2["beat",{"seq":7}]'])
  expect([...behind.direct, ...busy.direct, ...closing.direct]).toEqual([])
})

/** Joins as socket.io does, and answers the first long message that comes, and how many bytes the wire carried. */
async function firstLong(address: string, key: string, offer: boolean | object): Promise<[string, number]> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: offer,
  })
  const messages = on(socket, 'message') as AsyncIterable<[Buffer]>
  for await (const [data] of messages) {
    if (String(data).startsWith('0')) socket.send(`40${JSON.stringify({ key })}`)
    if (data.length < 1_500) continue
    const carried = (socket as unknown as { _socket: { bytesRead: number } })._socket.bytesRead
    socket.terminate()
    return [String(data), carried]
  }
  throw new Error('nothing came')
}

test('a long message is the same for who can inflate, who cannot, and who asks for a small window', async () => {
  const server = await running()
  for (let at = 0; at < 3; at++) await server.tell(flood({ subject: `banjir-${at}` }))
  const key = server.key('display')
  const joined = (offer: boolean | object) => firstLong(server.address, key, offer)
  const [packed, plain, narrow] = await Promise.all([
    joined(true),
    joined(false),
    joined({ serverMaxWindowBits: 10 }),
  ])
  const content = (text: string) => text.replace(/"clock":\{[^}]*\}/g, '')
  expect(content(packed[0])).toBe(content(plain[0]))
  expect(content(narrow[0])).toBe(content(plain[0]))
  expect(packed[1]).toBeLessThan(plain[1] / 2)
  expect(narrow[1]).toBeGreaterThanOrEqual(plain[1])
})
