import * as z from 'zod'
import { circle, polygon, together, type Shape } from './cap-geometry.ts'
import { Refused, type Told } from './feed.ts'
import { attempt, checked, type Remark } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { quote, utc } from './time.ts'
import { many, maybeText, text } from './xml.ts'

const area = z.object({
  areaDesc: maybeText,
  polygon: many(text),
  circle: many(text),
  point: many(text),
})

/** https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.html (and 1.1); what the standard asks for may be missing in the wild. */
const info = z.object({
  language: maybeText,
  category: maybeText,
  event: maybeText,
  severity: maybeText,
  effective: maybeText,
  onset: maybeText,
  expires: maybeText,
  senderName: maybeText,
  headline: maybeText,
  description: maybeText,
  instruction: maybeText,
  web: maybeText,
  area: many(area),
})
type Info = z.infer<typeof info>

const alert = z.object({
  identifier: text,
  sender: maybeText,
  sent: text,
  status: maybeText,
  msgType: maybeText,
  references: maybeText,
  note: maybeText,
  info: many(info),
})

const types: Record<string, string> = {
  alert: 'warning.issued',
  update: 'warning.updated',
  cancel: 'warning.cancelled',
}
const statuses: Record<string, string> = {
  actual: 'actual',
  exercise: 'exercise',
  latihan: 'exercise',
  system: 'system',
  test: 'test',
  tes: 'test',
  draft: 'draft',
}

/**
 * Minor is "minimal to no known threat" by the standard: 0. Unknown is not harmless, only not assessed: 1, as is what says
 * nothing or a word the standard does not have.
 */
const levels: Record<string, number> = { extreme: 3, severe: 2, moderate: 1, minor: 0 }
const levelOf = (part: Info): number => levels[part.severity?.toLowerCase() ?? ''] ?? 1

/** The info blocks of one language: Indonesian where there is one, else the first that speaks. */
function chosen(blocks: Info[]): Info[] {
  const languages = blocks.map((block) => (block.language ?? 'en-US').toLowerCase())
  const language = languages.find((tag) => /^(id|in|ind)\b/.test(tag)) ?? languages[0]
  return blocks.filter((_, index) => languages[index] === language)
}

/** The identifiers in 'sender,identifier,sent sender,identifier,sent …'; a part without commas is an identifier. */
function referred(references: string | undefined): string[] {
  return (references ?? '').split(/\s+/).flatMap((triple) => {
    const parts = triple.split(',')
    const identifier = parts.length >= 3 ? parts.slice(1, -1).join(',') : (parts[1] ?? parts[0])
    return identifier ? [name(identifier)] : []
  })
}

function shapesOf(blocks: Info[], remark: Remark): Shape[] {
  const areas = blocks.flatMap((block) => block.area)
  const read = (text: string, shape: (text: string) => Shape) =>
    attempt(() => shape(text), remark, text) ?? []
  return areas.flatMap((part) => [
    ...part.polygon.flatMap((text) => read(text, polygon)),
    ...part.circle.flatMap((text) => read(text, circle)),
    ...part.point.flatMap((text) => read(text.replace(/^(\S+)\s+(\S+)$/, '$1,$2'), circle)),
  ])
}

/** The standing of the alert's infos as our warning says it: one event in one language, with the shapes of all its areas. */
function sayings(blocks: Info[], remark: Remark): Record<string, unknown> {
  const spoken = chosen(blocks)
  const [first] = [...spoken].sort((a, b) => levelOf(b) - levelOf(a))
  if (!first) return {}
  const moments = (field: 'onset' | 'effective' | 'expires') =>
    spoken
      .flatMap((part) => (part[field] ? [part[field]] : []))
      .flatMap((moment) => attempt(() => utc(moment), remark, moment) ?? [])
      .sort()
  const shapes = shapesOf(spoken, remark)
  const areas = spoken.flatMap((part) => part.area.flatMap(({ areaDesc }) => areaDesc ?? []))
  return {
    headline: oneLine(first.headline) ?? oneLine(first.event),
    hazard: oneLine(first.event, 200) ?? oneLine(first.category, 200),
    level: levelOf(first),
    geometry: together(shapes.length > 0 ? shapes : shapesOf(blocks, () => {})),
    onset: moments('onset')[0] ?? moments('effective')[0],
    expires: moments('expires').at(-1),
    issuer: oneLine(first.senderName),
    area: oneLine([...new Set(areas)].join('; '), 2000),
    description: first.description?.slice(0, 20_000),
    instruction: first.instruction?.slice(0, 20_000),
    language: first.language?.slice(0, 35),
    web: first.web && /^https?:/i.test(first.web) ? first.web.slice(0, 2048) : undefined,
  }
}

/**
 * One CAP alert as one event, whatever its languages. The subject is its identifier, or the first one it refers to; the id
 * is identifier and `sent`, by which the standard tells messages apart (editions in other languages repeat both).
 */
export function capTold(element: unknown, remark: Remark): Told {
  const said = checked(alert, element)
  const msgType = said.msgType?.toLowerCase()
  const type = types[msgType ?? 'alert']
  if (!type) throw new Refused(`msgType ${said.msgType}: no warning`)
  if (!msgType) remark('msgType is missing: read as Alert', said.identifier)
  const status = statuses[said.status?.toLowerCase() ?? '']
  if (!status)
    remark(
      `status ${said.status === undefined ? 'is missing' : quote(said.status)}: read as Actual`,
      said.identifier,
    )
  const time = utc(said.sent)
  const identifier = name(said.identifier)
  const references = type === 'warning.issued' ? [] : referred(said.references)
  if (type !== 'warning.issued' && references.length === 0)
    remark(`${said.msgType} without references: it stands for itself`, said.identifier)
  const words = sayings(said.info, remark)
  const issued = type === 'warning.issued'
  const data = told({
    ...words,
    headline: words['headline'] ?? (issued ? `Peringatan ${identifier}` : undefined),
    hazard: words['hazard'] ?? (issued ? 'tidak disebut' : undefined),
    level: words['level'] ?? (issued ? 1 : undefined),
    issuer: words['issuer'] ?? oneLine(said.sender) ?? (issued ? 'tidak disebut' : undefined),
    status: status === 'actual' ? undefined : status,
    identifier: references.length > 0 ? identifier : undefined,
    references: references.length > 0 ? references.slice(0, 200) : undefined,
    note: type === 'warning.cancelled' ? said.note?.slice(0, 20_000) : undefined,
  })
  const id = `${identifier},${time}`
  return {
    id: id.length <= 256 ? id : digest(id),
    type,
    subject: references[0] ?? identifier,
    time,
    data,
  }
}
