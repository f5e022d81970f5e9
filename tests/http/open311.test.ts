import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { readers } from '../../server/feeds/index.ts'
import { running, type Running } from './running.ts'

/** A request as any Open311 client posts it. */
const post = (room: Running, fields: Record<string, string>, format = 'json') =>
  fetch(`${room.address}/open311/v2/requests.${format}`, { method: 'POST', body: new URLSearchParams(fields) }) // prettier-ignore
const pothole = {
  service_code: 'jalan',
  lat: '-8.7',
  long: '116.27',
  description: 'Lubang besar. Di depan pasar, hubungi 081234567890.',
  first_name: 'Budi',
  phone: '081234567890',
  email: 'budi@contoh.example',
}
interface Told {
  service_request_id: string
  status: string
  description: string
  service_name: string
  code: number
}
const list = async (answer: Response) => (await answer.json()) as Told[]

test('a client posts a request and finds it in the list, by id and by token, in JSON and XML', async () => {
  const room = await running()
  const taken = await post(room, pothole)
  expect(taken.status).toBe(201)
  const [first] = await list(taken)
  const id = first?.service_request_id ?? ''
  const [found] = await list(await room.get(`/open311/v2/requests/${id}.json`))
  expect(found).toMatchObject({ status: 'open', service_code: 'jalan', description: 'Lubang besar.', lat: -8.7, long: 116.27 }) // prettier-ignore
  const [token] = await list(await room.get(`/open311/v2/tokens/${id}.json`))
  expect(token).toMatchObject({ service_request_id: id, token: id })
  const xml = await (await room.get('/open311/v2/requests.xml?status=open&jurisdiction_id=contoh')).text()
  const { service_requests } = new XMLParser().parse(xml) as { service_requests: { request: Told } }
  expect(service_requests.request).toMatchObject({ service_request_id: id, service_name: 'Jalan dan jembatan rusak' }) // prettier-ignore
  expect(xml + JSON.stringify(found)).not.toMatch(/Budi|8123|budi@/)
  // What we answer, our own reader reads: the two sides are of one kind.
  const [event] = readers['open311-requests-xml']?.parse(xml).events ?? []
  expect(event?.data).toMatchObject({ title: 'Lubang besar.', geometry: { coordinates: [116.27, -8.7] } })
})

test('services and their definitions are listed; a closed request is closed, one of long ago is asked for by time', async () => {
  const room = await running()
  const services = (await (await room.get('/open311/v2/services.json')).json()) as Record<string, unknown>[]
  expect(services[0]).toMatchObject({ service_code: 'jalan', metadata: false, type: 'realtime' })
  const definition = await (await room.get('/open311/v2/services/jalan.xml')).text()
  expect(definition).toContain('<service_definition><service_code>jalan</service_code>')
  const said = (id: string, type: string, time: string, data: Record<string, unknown>) =>
    room.tell({ specversion: '1.0', id, source: '/loket', type, subject: 'lama', time, data }, room.key('feeder')) // prettier-ignore
  await said('1', 'ticket.opened', '2024-01-02T00:00:00Z', { class: 'pengaduan', category: 'jalan', title: 'A & <B>', channel: 'loket' }) // prettier-ignore
  await said('2', 'ticket.closed', '2024-01-03T00:00:00Z', {})
  expect(await list(await room.get('/open311/v2/requests.json'))).toEqual([])
  const year = '/open311/v2/requests.json?start_date=2024-01-01T00:00:00Z&end_date=2024-12-31T00:00:00Z'
  expect(await list(await room.get(`${year}&status=closed`))).toMatchObject([{ status: 'closed' }])
  expect(await list(await room.get(`${year}&status=open`))).toEqual([])
  expect(await (await room.get('/open311/v2/requests/lama.xml')).text()).toContain('A &amp; &lt;B&gt;')
})

test('what is wrong is said in the words of the specification', async () => {
  const room = await running()
  const fault = async (answer: Response) => {
    const [first] = await list(answer)
    return [answer.status, first?.code, first?.description]
  }
  expect(await fault(await room.get('/open311/v2/requests/none.json'))).toEqual([404, 404, 'Service request not found with id or token none']) // prettier-ignore
  const { service_code: _, ...without } = pothole
  expect(await fault(await post(room, without))).toEqual([400, 400, 'service_code was not provided'])
  expect((await fault(await post(room, { ...pothole, lat: '-9.6' })))[0]).toBe(400)
  expect((await fault(await post(room, { ...pothole, lat: '', long: '' })))[0]).toBe(400)
  expect((await fault(await post(room, { ...pothole, api_key: 'rp_wrong' })))[0]).toBe(403)
  expect((await fault(await post(room, { ...pothole, api_key: room.key('display') })))[0]).toBe(403)
  expect((await post(room, { ...pothole, api_key: room.key('feeder') })).status).toBe(201)
  expect((await fault(await room.get('/open311/v2/requests.json?status=mati')))[0]).toBe(400)
  const xml = await (await post(room, without, 'xml')).text()
  expect(xml).toContain('<errors><error><code>400</code>')
})
