import { Hono } from 'hono'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { anyone } from './anyone.ts'
import type { Env } from './context.ts'
import { rangeOf } from './range.ts'

const path = '/basemap.pmtiles'
const patienceMs = 15_000
/** What of another server's answer is told on: nothing that concerns it and a visitor. */
const passed = ['content-length', 'content-range', 'etag', 'last-modified']

/** A PMTiles archive (https://docs.protomaps.com/pmtiles/) named by BASEMAP, served in ranges; a far one is read by us, so that pages ask no other host. */
export const basemap = new Hono<Env>()
  .get('/basemap.json', anyone(), (c) => {
    c.header('Cache-Control', 'no-cache')
    return c.json({ tiles: c.var.server.config.BASEMAP === undefined ? null : path })
  })
  .get(path, anyone(), async (c) => {
    const { BASEMAP } = c.var.server.config
    if (BASEMAP === undefined) throw new Refusal(problem(404, 'Not found', 'BASEMAP names no map'))
    const range = c.req.header('range')
    const given = { range, ifRange: c.req.header('if-range') }
    return /^https?:/.test(BASEMAP) ? far(BASEMAP, given) : near(BASEMAP, given)
  })

interface Asked {
  range: string | undefined
  ifRange: string | undefined
}

/** A part of a file, or all of it where the reader's part is of another version. */
async function near(file: string, { range, ifRange }: Asked): Promise<Response> {
  const { size, mtimeMs } = await stat(file).catch(() => {
    throw new Refusal(problem(404, 'Not found', 'the file that BASEMAP names is not there'))
  })
  const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`
  const headers = { 'Accept-Ranges': 'bytes', 'Content-Type': 'application/vnd.pmtiles', ETag: etag }
  const asked = rangeOf(ifRange === undefined || ifRange === etag ? range : undefined, size)
  if (asked === 'none')
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } })
  const [start, end] = asked === 'all' ? [0, size - 1] : [asked.from, asked.to]
  const body = Readable.toWeb(createReadStream(file, { start, end })) as ReadableStream
  const length = { ...headers, 'Content-Length': String(end - start + 1) }
  if (asked === 'all') return new Response(body, { headers: length })
  const part = { ...length, 'Content-Range': `bytes ${start}-${end}/${size}` }
  return new Response(body, { status: 206, headers: part })
}

/** The same of an archive elsewhere. */
async function far(address: string, { range, ifRange }: Asked): Promise<Response> {
  const headers = { ...(range && { range }), ...(ifRange && { 'if-range': ifRange }) }
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(patienceMs) }).catch(
    () => undefined,
  )
  // Who answers a part with the whole would send a country for every tile.
  if (!answer || ![206, 416, ...(range ? [] : [200])].includes(answer.status)) {
    await answer?.body?.cancel()
    throw new Refusal(problem(502, 'Bad gateway', 'the map that BASEMAP names does not answer with ranges'))
  }
  const told = passed.flatMap((name) => {
    const value = answer.headers.get(name)
    return value === null ? [] : [[name, value] as [string, string]]
  })
  const type = { 'Accept-Ranges': 'bytes', 'Content-Type': 'application/vnd.pmtiles' }
  return new Response(answer.body, {
    status: answer.status,
    headers: { ...Object.fromEntries(told), ...type },
  })
}
