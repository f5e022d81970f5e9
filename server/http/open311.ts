import { Hono, type Context } from 'hono'
import { randomUUID } from 'node:crypto'
import { categoriesOf } from '../../shared/categories.ts'
import { agenciesOf } from '../../shared/settings.ts'
import { Refusal } from '../../shared/events/problem.ts'
import { maySpeakFor, type Caller } from '../access/caller.ts'
import { takeIn } from '../intake.ts'
import type { TicketRow } from '../registers/ticket-rows.ts'
import { anyone } from './anyone.ts'
import { readBody, textOf } from './body.ts'
import { askerOf, worldOf, type Env } from './context.ts'
import { Fault, requestEvent, requestOf, rowFilter, serviceOf } from './open311-form.ts'
import { open311Xml } from './open311-xml.ts'

/** Who speaks for requests without a key of ours: the public. */
const publicCaller: Caller = {
  role: 'feeder',
  ref: 'open311',
  name: 'open311',
  sources: ['/open311'],
  types: ['ticket.opened'],
}
const mostRequests = 1_000

type Format = 'json' | 'xml'

/** Answers in the format of the path's ending; what is wrong as the `errors` of the specification. */
async function answered(
  c: Context<Env>,
  root: string,
  item: string,
  list: () => Promise<unknown[]> | unknown[],
  status: 200 | 201 = 200,
): Promise<Response> {
  const format: Format = c.req.path.endsWith('.xml') ? 'xml' : 'json'
  const body = (name: string, each: string, rows: unknown[], code: number) => {
    const type = format === 'xml' ? 'text/xml' : 'application/json'
    const text = format === 'xml' ? open311Xml(name, each, rows) : JSON.stringify(rows)
    return new Response(text, {
      status: code,
      headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' },
    })
  }
  try {
    c.var.server.limits.public(askerOf(c).address, 'publicReads')
    return body(root, item, await list(), status)
  } catch (error) {
    if (error instanceof Fault) return body('errors', 'error', [{ code: error.code, description: error.message }], error.code) // prettier-ignore
    if (!(error instanceof Refusal)) throw error
    const { status: code, detail, errors = [] } = error.problem
    const description = [detail, ...errors.map((one) => `${one.field} ${one.detail}`)].join('; ')
    const said = body('errors', 'error', [{ code, description }], code === 422 ? 400 : code)
    const wait = error.problem.retryAfterSeconds
    if (typeof wait === 'number') said.headers.set('Retry-After', String(wait))
    return said
  }
}

const settingOf = (c: Context<Env>, key: string) => worldOf(c).present.situations.wall.setting.get(key)?.value
const services = (c: Context<Env>) => categoriesOf(settingOf(c, 'categories'))

function told(c: Context<Env>, row: TicketRow) {
  return requestOf(row, services(c), agenciesOf(settingOf(c, 'agencies')))
}

async function take(c: Context<Env>): Promise<unknown[]> {
  const { server } = c.var
  const text = textOf(await readBody(c, 60_000)) ?? ''
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded'))
    throw new Fault(400, 'send the fields as application/x-www-form-urlencoded')
  const fields = new URLSearchParams(text)
  const key = fields.get('api_key') ?? c.req.query('api_key')
  const caller = key ? server.keys.find(key) : publicCaller
  if (!caller || (key && caller.role !== 'feeder') || !maySpeakFor(caller, '/open311')) {
    if (!caller) server.limits.wrongKey(askerOf(c).address)
    throw new Fault(403, 'api_key is not one that may report here')
  }
  if (key) server.limits.spend(caller, 1)
  else server.limits.public(askerOf(c).address, 'reports')
  const world = worldOf(c)
  const id = randomUUID()
  const value = requestEvent(id, fields, services(c), world.regionAt)
  const raw = JSON.stringify({ ...value, data: undefined })
  const { refused } = await takeIn(world, server.quarantine, [{ value, raw }], caller)
  if (refused[0]) throw new Refusal(refused[0].problem)
  const notice = 'Laporan diterima dan akan diverifikasi.'
  return [{ service_request_id: `open311-${id}`, service_notice: notice, account_id: null }]
}

async function byId(c: Context<Env>, id: string): Promise<TicketRow> {
  const row = (await worldOf(c).registers.tickets()).find(id)
  if (!row || row.item.secret) throw new Fault(404, `Service request not found with id or token ${id}`)
  return row
}

/** The part of a path before .json or .xml. */
function named(c: Context<Env>): string {
  const [, name] = /^(.+)\.(?:json|xml)$/.exec(c.req.param('file') ?? '') ?? []
  if (name === undefined) throw new Fault(404, 'ask for it as .json or .xml')
  return name
}

const listServices = (c: Context<Env>) => answered(c, 'services', 'service', () => services(c).map(serviceOf))
const postRequest = (c: Context<Env>) => answered(c, 'service_requests', 'request', () => take(c), 201)
const listRequests = (c: Context<Env>) =>
  answered(c, 'service_requests', 'request', async () => {
    const filter = rowFilter(new URL(c.req.url).searchParams, worldOf(c).clock.now())
    const tickets = await worldOf(c).registers.tickets()
    const rows = tickets.search({ ...filter, secret: false }, mostRequests)
    return rows.map((row) => told(c, row))
  })

/** Open311 GeoReport v2, https://wiki.open311.org/GeoReport_v2/ : what is told is what a wall may show. */
export const open311 = new Hono<Env>()
  .get('/open311/v2/services.json', anyone(), listServices)
  .get('/open311/v2/services.xml', anyone(), listServices)
  .get('/open311/v2/services/:file', anyone(), (c) =>
    answered(c, 'service_definition', 'service_definition', () => {
      const code = named(c)
      if (!services(c).some(({ id }) => id === code))
        throw new Fault(404, `service_code ${code} was not found`)
      return [{ service_code: code, attributes: [] }]
    }),
  )
  .get('/open311/v2/requests.json', anyone(), listRequests)
  .get('/open311/v2/requests.xml', anyone(), listRequests)
  .post('/open311/v2/requests.json', anyone(), postRequest)
  .post('/open311/v2/requests.xml', anyone(), postRequest)
  .get('/open311/v2/requests/:file', anyone(), (c) =>
    answered(c, 'service_requests', 'request', async () => [told(c, await byId(c, named(c)))]),
  )
  .get('/open311/v2/tokens/:file', anyone(), (c) =>
    answered(c, 'service_requests', 'request', async () => {
      const { item } = await byId(c, named(c))
      return [{ service_request_id: item.id, token: item.id }]
    }),
  )
