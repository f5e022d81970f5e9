import { get } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { columnsMedia } from '../../../shared/protocol.ts'
import { areColumns, fromColumns } from '../../../shared/situation/columns.ts'
import type { SituationJson } from '../../../shared/situation/situation.ts'
import { openings } from '../events.ts'
import type { Figure } from '../figure.ts'
import { fill, product, stop } from '../room.ts'

const open = 10_000
const reads = 20

/** What a page makes of a snapshot before it can show anything: every item, whole. */
function read(text: string): SituationJson {
  const columns: unknown = JSON.parse(text)
  if (!areColumns(columns)) throw new Error('the snapshot does not come in columns')
  return fromColumns(columns)
}

/** Milliseconds to read a text, the least of some tries. */
function reading(text: string, read: (text: string) => unknown): number {
  let best = Infinity
  for (let round = 0; round < reads; round++) {
    const begun = performance.now()
    read(text)
    best = Math.min(best, performance.now() - begun)
  }
  return best
}

/** A body as it came over the wire. */
function fetchPacked(url: URL, headers: Record<string, string>): Promise<Buffer> {
  return new Promise((done, fail) => {
    get(url, { headers: { ...headers, accept: columnsMedia, 'accept-encoding': 'br' } }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => done(Buffer.concat(chunks)))
    }).on('error', fail)
  })
}

/** What a new screen is sent when 10,000 items are open, and what reading it costs (V8, as in the reference browser). */
export async function snapshot(repeats: number): Promise<Figure[]> {
  const server = await product()
  await fill(server, openings(open), open)
  const headers = { authorization: `Bearer ${server.display}` }
  const whole = await fetch(`${server.address}/api/situation`, { headers })
  const plain = JSON.stringify(((await whole.json()) as { situation: object }).situation)
  const path = await server.child.ask<string>('snapshot')
  const packed = await fetchPacked(new URL(path, server.address), headers)
  const text = brotliDecompressSync(packed).toString()
  await stop(server)
  const { ticket, incident } = read(text)
  if (ticket.length + incident.length !== open) throw new Error('the snapshot lacks items')

  const values: number[] = []
  const yardsticks: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    values.push(reading(text, read))
    yardsticks.push(reading(plain, (one) => JSON.parse(one)))
  }
  const figure = 'snapshot with 10,000 open items'
  return [
    {
      figure: `${figure}: on the wire`,
      unit: 'bytes',
      yardstick: 'plain JSON',
      values: [packed.length],
      yardsticks: [Buffer.byteLength(plain)],
      target: { most: 1 / 10 },
    },
    {
      figure: `${figure}: read`,
      unit: 'ms',
      yardstick: 'plain JSON',
      values,
      yardsticks,
      target: { most: 1 / 2 },
    },
  ]
}
