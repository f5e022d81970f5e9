import type { RecordedEvent } from '../../shared/events/types.ts'

const start = Date.UTC(2026, 2, 30)
const agencies = ['pu', 'bpbd', 'dinkes', 'dinsos', 'dlh', 'dishub']

/** A repeatable stream of numbers 0 to 1 (mulberry32). */
export function numbers(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Told = { type: string; subject: string; data: Record<string, unknown>; region?: string }

/** A room's ordinary mix: `open` items that stay open, then `length` statements that open, move and close some. */
export function mix(
  open: number,
  length: number,
  seed = 0,
): { first: RecordedEvent[]; then: RecordedEvent[] } {
  const random = numbers(open + length + seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const geometry = () => ({ type: 'Point', coordinates: [116.1 + random() / 3, -8.9 + random() / 3] })
  let made = 0
  let seq = 0
  const openTickets: string[] = []
  const openIncidents: string[] = []
  const openTasks: string[] = []

  const ticketOpened = (): Told => {
    openTickets.push(`T-${++made}`)
    const data = { class: 'pengaduan', category: 'jalan', title: `Jalan berlubang di RT ${made % 90}` }
    const more = { geometry: geometry(), channel: 'lapor', description: 'Sudah dua minggu, mohon ditinjau.' }
    return {
      type: 'ticket.opened',
      subject: `T-${made}`,
      data: { ...data, ...more },
      region: '52.02.04.2009',
    }
  }
  const incidentReported = (): Told => {
    openIncidents.push(`K-${++made}`)
    const data = { hazard: 'banjir', level: made % 4, title: `Banjir di dusun ${made % 70}` }
    return { type: 'incident.reported', subject: `K-${made}`, data: { ...data, geometry: geometry() } }
  }
  const taskAssigned = (): Told => {
    openTasks.push(`G-${++made}`)
    const data = { incident: pick(openIncidents), agency: pick(agencies), title: 'Kirim perahu karet' }
    return {
      type: 'task.assigned',
      subject: `G-${made}`,
      data: { ...data, due: instant(seq * 20 + 7_200_000) },
    }
  }
  /** A statement about an open thing; its closing takes it out, and another one of the kind comes instead. */
  const about = (ids: string[], types: readonly string[], closing: string, born: () => Told): Told => {
    const at = Math.floor(random() * ids.length)
    const subject = ids[at]!
    const type = pick(types)
    if (type !== closing) {
      return {
        type,
        subject,
        data: type === 'ticket.routed' ? { agency: pick(agencies) } : { note: 'dicek' },
      }
    }
    if (random() < 0.5) return born()
    ids[at] = ids.at(-1)!
    ids.pop()
    return { type, subject, data: { note: 'selesai' } }
  }

  const opening = (): Told => {
    const share = random()
    if (share < 0.1 || openIncidents.length === 0) return incidentReported()
    return share < 0.2 ? taskAssigned() : ticketOpened()
  }
  const steps = ['ticket.verified', 'ticket.routed', 'ticket.answered', 'ticket.closed']
  const moves = ['task.acknowledged', 'task.progressed', 'task.completed']
  const acts = ['incident.verified', 'incident.assessed', 'incident.resolved']
  const next = (): Told => {
    const share = random()
    if (share < 0.4) return about(openTickets, steps, 'ticket.closed', ticketOpened)
    if (share < 0.5) return about(openTasks, moves, 'task.completed', taskAssigned)
    if (share < 0.58) return about(openIncidents, acts, 'incident.resolved', incidentReported)
    if (share < 0.75) return hotspot()
    if (share < 0.85) return { type: 'source.heard', subject: pick(['bmkg', 'firms', 'usgs']), data: heard() }
    if (share < 0.95) {
      const data = {
        value: Math.round(random() * 300),
        asOf: instant(seq * 20),
        region: `52.02.${10 + (made % 10)}`,
      }
      return { type: 'indicator.measured', subject: `I-${Math.floor(random() * 40)}`, data }
    }
    const data = {
      planned: 50,
      physical: 40 + random() * 9,
      financial: 30,
      asOf: instant(seq * 20).slice(0, 10),
    }
    return { type: 'project.progressed', subject: `P-${Math.floor(random() * 60)}`, data }
  }
  const heard = () => ({ asOf: instant(seq * 20), items: 3 })
  const hotspot = (): Told => {
    const data = {
      kind: 'hotspot',
      title: 'Titik panas',
      value: random() * 60,
      unit: 'MW',
      geometry: geometry(),
    }
    return { type: 'observation.made', subject: `H-${++made}`, data }
  }

  /** As the log hands it over: groups of 25 share their moment of recording; their times lie before it. */
  const recorded = (told: Told): RecordedEvent => {
    seq++
    const at = Math.floor(seq / 25) * 500
    const around = { specversion: '1.0', id: `s-${seq}`, source: '/lapor', time: instant(at - 3_000) }
    return { ...around, ...told, seq, recorded: instant(at) } as RecordedEvent
  }
  const first = Array.from({ length: open }, () => recorded(opening()))
  return { first, then: Array.from({ length }, () => recorded(next())) }
}

function instant(ms: number): string {
  return new Date(start + ms).toISOString()
}
