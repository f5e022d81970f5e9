import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { ReasonCode } from '../../shared/events/reasons.ts'
import type { ReportTexts } from '../../shared/events/sitrep.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { draftReport } from '../../shared/report/draft.ts'
import { figureColumns, figureRows, messageOf } from '../../shared/report/message.ts'
import { sectionsOf } from '../../shared/report/sections.ts'
import { csvLine } from '../http/csv.ts'
import { openMediaFolder } from '../media/store.ts'
import { say } from '../say.ts'
import { openSealingKey } from '../sealing/key.ts'
import { hashOf, newCode, seal } from '../sealing/seal.ts'
import type { World } from '../worlds.ts'
import { reportPdf } from './pdf.ts'
import { setting, type Drafted, type Office, type Signature } from './setting.ts'

type Approved = RecordedEvent<'sitrep.approved'>

const refuse = (status: 404 | 409, detail: string, code?: ReasonCode): Refusal =>
  new Refusal(
    problem(status, status === 404 ? 'Not found' : 'Not possible now', detail, { ...(code && { code }) }),
  )

/** The last statements about a report: what it says, and who approved it. 404 where there is none. */
async function findReport(world: World, id: string): Promise<{ drafted: Drafted; approved?: Approved }> {
  let [drafted, approved]: [Drafted | undefined, Approved | undefined] = [undefined, undefined]
  for (const seq of (await world.registers.seqsOf(id)).slice(-500)) {
    const [event] = await world.log.read(seq - 1, 1)
    // What was drafted after the approval changed nothing: the fold leaves it out as well.
    if (event?.type === 'sitrep.drafted' && !approved) drafted = event
    if (event?.type === 'sitrep.approved' && event.data.draft === drafted?.seq) approved ??= event
  }
  if (!drafted) throw refuse(404, 'there is no such report here')
  return { drafted, ...(approved && { approved }) }
}

/** Drafts a report from the situation as it stands, or drafts a draft anew: its figures are those of the log, now. */
export async function draftNow(
  world: World,
  asked: {
    id?: string | undefined
    incident?: string | undefined
    texts?: ReportTexts | undefined
    by: string
  },
): Promise<{ id: string; number: number; seq: number }> {
  const situation = world.present.situations.staff
  const found = asked.id === undefined ? undefined : await findReport(world, asked.id)
  if (found?.approved) throw refuse(409, `${asked.id} is approved: draft another one`, 'report-approved')
  const known = found?.drafted
  const incident = known ? known.data.incident : asked.incident
  const one = incident === undefined ? undefined : situation.incident.get(incident)
  if (incident !== undefined && !one && !known)
    throw refuse(404, `the incident ${incident} is not open`, 'incident-not-open')
  const reports = [...situation.sitrep.values()]
  const previous = known
    ? known.data.previous
    : reports.filter(({ status, incident: of }) => status === 'approved' && of === incident).at(-1)?.id
  const before = previous === undefined ? undefined : (await findReport(world, previous)).drafted.data.content
  const now = world.clock.now()
  const number = known?.data.number ?? Math.max(0, ...reports.map((report) => report.number)) + 1
  const id = asked.id ?? `sitrep-${randomUUID()}`
  const data = {
    number,
    title: known?.data.title ?? one?.title ?? 'Seluruh kejadian terbuka',
    asOf: new Date(now).toISOString(),
    upTo: situation.seq,
    ...(incident !== undefined && { incident }),
    ...(previous !== undefined && { previous }),
    by: asked.by,
    content: draftReport(situation, now, { incident, previous: before }),
    texts: asked.texts ?? known?.data.texts ?? {},
  }
  return { id, number, seq: await say(world, statement('sitrep.drafted', id, data)) }
}

/** Seals the report's PDF, keeps it, and says that it is approved: from here on it stays as it is. */
export async function approve(
  world: World,
  office: Office,
  id: string,
  signer: { name: string; role: string; by: string },
): Promise<{ code: string; sha256: string; seq: number }> {
  const { drafted, approved } = await findReport(world, id)
  if (approved) throw refuse(409, `${id} is approved already`, 'report-approved')
  const code = newCode()
  const { name, role, by } = signer
  const at = new Date(world.clock.now()).toISOString()
  const bytes = await pdfOf(world, office, drafted, { code, name, role, at })
  await folderOf(office).put(bytes)
  const title = `Laporan situasi No. ${drafted.data.number}: ${drafted.data.title}`.slice(0, 300)
  const key = openSealingKey(office.config.DATA_DIR)
  await seal(world, key, { bytes, about: id, title, signer: { name, role }, code })
  const data = { draft: drafted.seq, code, sha256: hashOf(bytes), signer: { name, role }, by }
  const seq = await say(world, statement('sitrep.approved', id, data))
  // Two at once, or drafted anew meanwhile: the log's order decides whose approval stands.
  if (world.present.situations.staff.sitrep.get(id)?.code !== code)
    throw refuse(409, `${id} was approved or drafted anew meanwhile`, 'report-changed')
  return { code, sha256: data.sha256, seq }
}

/** The report as a file: the sealed bytes once it is approved, else a draft that says so. */
export async function fileOf(
  world: World,
  office: Office,
  id: string,
  kind: 'pdf' | 'csv' | 'txt',
): Promise<{ bytes: Uint8Array; number: number }> {
  const { drafted, approved } = await findReport(world, id)
  const { number, content, texts } = drafted.data
  const text = (written: string) => ({ bytes: Buffer.from(written), number })
  if (kind === 'csv')
    return text([figureColumns, ...figureRows(content)].map((row) => csvLine([...row])).join(''))
  const signature = approved && { code: approved.data.code, ...approved.data.signer, at: approved.time }
  if (kind === 'txt') {
    const { head, reading } = await setting(world, office, drafted, signature)
    return text(`${messageOf(head, content, texts, reading)}\n`)
  }
  if (!approved) return { bytes: await pdfOf(world, office, drafted, undefined), number }
  const kept = await folderOf(office).get(approved.data.sha256)
  if (!kept) throw refuse(404, 'the approved file is not in this installation: restore its media')
  return { bytes: kept, number }
}

/** The report's parts as people read them. */
export async function readReport(world: World, office: Office, id: string) {
  const { drafted, approved } = await findReport(world, id)
  const { head, reading } = await setting(world, office, drafted, undefined)
  const { content, texts, by: _, ...rest } = drafted.data
  return {
    ...{ id, ...rest, texts, seq: drafted.seq },
    ...(approved && { approved: { at: approved.time, ...approved.data } }),
    asOfText: head.asOf,
    sections: sectionsOf(content, texts, reading),
  }
}

const folderOf = ({ config }: Office) => openMediaFolder(join(config.DATA_DIR, 'media'))

async function pdfOf(
  world: World,
  office: Office,
  drafted: Drafted,
  signature: Signature | undefined,
): Promise<Buffer> {
  const { head, reading } = await setting(world, office, drafted, signature)
  return reportPdf(head, sectionsOf(drafted.data.content, drafted.data.texts, reading))
}

const statement = (type: Drafted['type'] | Approved['type'], subject: string, data: object) => ({
  ...{ type, id: `${type}:${randomUUID()}`, source: '/ruang/laporan', subject, data },
})
