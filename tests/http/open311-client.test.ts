import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { running } from './running.ts'

type Row = Record<string, string>

/**
 * A client that knows the specification and nothing of us: https://wiki.open311.org/GeoReport_v2/ . It asks in either format and reads
 * lists of `service`, `request` and `error`, with every value as text.
 */
function client(base: string, format: 'json' | 'xml') {
  const read = async (answer: Response, root: string, item: string) => {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await answer.arrayBuffer())
    const type = answer.headers.get('content-type') ?? ''
    expect(type).toMatch(
      format === 'json' ? /^application\/json; ?charset=utf-8$/i : /^text\/xml; ?charset=utf-8$/i,
    )
    if (format === 'json') return { status: answer.status, rows: JSON.parse(text) as Row[] }
    const parser = new XMLParser({
      parseTagValue: false,
      isArray: (name) => name === item || name === 'error',
    })
    const found = parser.parse(text) as Record<string, Record<string, Row[]>>
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>/)
    const list = found[answer.ok ? root : 'errors'] as Record<string, Row[]> | string
    return {
      status: answer.status,
      rows: typeof list === 'string' ? [] : (list[answer.ok ? item : 'error'] ?? []),
    }
  }
  const get = async (path: string, query: Row, root: string, item: string) =>
    read(await fetch(`${base}/${path}.${format}?${new URLSearchParams(query)}`), root, item)
  return {
    services: () => get('services', { jurisdiction_id: 'praya' }, 'services', 'service'),
    requests: (query: Row) => get('requests', query, 'service_requests', 'request'),
    request: (id: string) => get(`requests/${encodeURIComponent(id)}`, {}, 'service_requests', 'request'),
    token: (id: string) => get(`tokens/${encodeURIComponent(id)}`, {}, 'service_requests', 'request'),
    post: async (fields: Row) => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' }
      const body = new URLSearchParams(fields).toString()
      return read(
        await fetch(`${base}/requests.${format}`, { method: 'POST', headers, body }),
        'service_requests',
        'request',
      )
    },
  }
}

test.each(['json', 'xml'] as const)(
  'a client of the specification reports and follows a request in %s',
  async (format) => {
    const room = await running()
    const open311 = client(`${room.address}/open311/v2`, format)
    const { rows: services } = await open311.services()
    for (const service of services) {
      expect(Object.keys(service)).toEqual(expect.arrayContaining(['service_code', 'service_name', 'description', 'metadata', 'type', 'keywords', 'group'])) // prettier-ignore
      expect(['realtime', 'batch', 'blackbox']).toContain(service.type)
      expect(String(service.metadata)).toBe('false')
    }
    const service_code = services[0]?.service_code ?? ''
    const fields = {
      ...{ jurisdiction_id: 'praya', service_code, lat: '-8.7', long: '116.27' },
      description: 'Lubang 30 cm & <dalam> “besar” · 道路 🕳',
      ...{ first_name: 'Budi', last_name: 'Contoh', email: 'budi@contoh.example', phone: '0812-0000-0000' },
      ...{ device_id: 'abc', account_id: 'x', media_url: 'https://foto.example/1.jpg' },
      ...{ 'attribute[LEBAR]': '30', 'attribute[LAIN][]': 'air' },
    }
    const { status, rows } = await open311.post(fields)
    expect(status).toBeLessThan(300)
    const id = rows[0]?.service_request_id ?? rows[0]?.token ?? ''
    expect(id).not.toBe('')
    const [request] = (await open311.request(id)).rows
    expect(request).toMatchObject({ service_request_id: id, status: 'open', service_code, service_name: services[0]?.service_name, description: fields.description }) // prettier-ignore
    expect([Number(request?.lat), Number(request?.long)]).toEqual([-8.7, 116.27])
    for (const name of ['requested_datetime', 'updated_datetime', 'expected_datetime'] as const)
      expect(request?.[name]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
    expect((await open311.token(id)).rows).toMatchObject([{ service_request_id: id, token: id }])

    const ids = async (query: Row) =>
      (await open311.requests(query)).rows.map((one) => one.service_request_id)
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().replace(/\.\d+/, '')
    expect(await ids({})).toEqual([id])
    expect(await ids({ service_request_id: `none,${id}` })).toEqual([id])
    expect(await ids({ service_code })).toEqual([id])
    expect(await ids({ service_code: services[1]?.service_code ?? '' })).toEqual([])
    expect(await ids({ status: 'open,closed' })).toEqual([id])
    expect(await ids({ status: 'closed' })).toEqual([])
    expect(await ids({ start_date: day(-1), end_date: day(1) })).toEqual([id])
    expect(await ids({ end_date: day(-1) })).toEqual([])
    expect(await ids({ start_date: day(-200), end_date: day(-100) })).toEqual([])

    for (const [answer, code] of [
      [await open311.request('tidak-ada'), 404],
      [await open311.post({ ...fields, service_code: '' }), 400],
      [await open311.post({ ...fields, service_code: '000' }), 404],
      [await open311.post({ service_code, description: 'x' }), 400],
      [await open311.requests({ start_date: 'kemarin' }), 400],
    ] as const) {
      expect([answer.status, Number(answer.rows[0]?.code)]).toEqual([code, code])
      expect(answer.rows[0]?.description).toMatch(/\w/)
    }
  },
)
