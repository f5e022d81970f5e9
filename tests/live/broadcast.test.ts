import { expect, test } from 'vitest'
import { broadcast, type EngineSocket } from '../../server/broadcast.ts'

/** A screen that notes what reaches its WebSocket, and what is left to engine.io to send in turn. */
function screen(writable: boolean, waiting: string[]) {
  const direct: string[] = []
  const queued: string[] = [...waiting]
  const socket: EngineSocket = {
    writeBuffer: waiting.map((data) => ({ data })),
    write: (packet) => queued.push(packet),
    transport: {
      writable,
      socket: { bufferedAmount: 0, send: (bytes) => direct.push(String(bytes)), terminate: () => undefined },
    },
  }
  return { socket, direct, queued }
}

test('a message goes straight to the WebSocket where nothing waits, as the bytes socket.io would send', () => {
  const idle = screen(true, [])
  broadcast([idle.socket], 'beat', { seq: 7 })
  expect(idle.direct).toEqual(['42["beat",{"seq":7}]'])
  expect(idle.queued).toEqual([])
})

test('a message never overtakes what waits for the same screen', () => {
  const [behind, busy] = [screen(true, ['2["snapshot",{}]']), screen(false, [])]
  broadcast([behind.socket, busy.socket], 'beat', { seq: 7 })
  expect(behind.queued).toEqual(['2["snapshot",{}]', '2["beat",{"seq":7}]'])
  expect(busy.queued).toEqual(['2["beat",{"seq":7}]'])
  expect([...behind.direct, ...busy.direct]).toEqual([])
})
