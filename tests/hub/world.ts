import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Caller, Role } from '../../server/access/caller.ts'
import type { Outcome } from '../../server/hub.ts'
import { newReference, Vault } from '../../server/vault/vault.ts'
import { openWorld, type World } from '../../server/worlds.ts'
import { readEvent } from '../../shared/events/read.ts'
import type { EventType } from '../../shared/events/types.ts'

export const caller = (role: Role, ref = 'k_test'): Caller => ({ role, ref, name: role, sources: ['*'] })
export const feeder = caller('feeder')
export const operator = caller('operator')

/** A statement as it is sent; without an id it gets one of its own. */
interface Statement {
  type: EventType
  subject?: string
  data?: Record<string, unknown>
  id?: string
  source?: string
  time?: string
  basis?: number
}

let made = 0

/** A world of its own in a temporary folder. */
export class TestWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'ruang-hub-'))
  readonly vault = new Vault(join(this.folder, 'vault.db'), new Uint8Array(32).fill(7))
  now = Date.UTC(2026, 2, 30, 2)
  world!: World

  async open(first: Record<string, unknown> = {}): Promise<this> {
    const ground = {
      dataDir: this.folder,
      vault: this.vault,
      first,
      regionAt: (longitude: number) => (longitude > 116 && longitude < 117 ? '52.02.04' : undefined),
    }
    const clock = { now: () => this.now, rate: 1 }
    this.world = await openWorld(ground, this.folder, { name: 'real', kind: 'real' }, clock)
    return this
  }

  /** Tells one statement the way every door does: read, then recorded by the hub. */
  async tell(statement: Statement, by: Caller = feeder): Promise<Outcome> {
    const received = new Date(this.now).toISOString()
    const whole = { specversion: '1.0', id: `t${++made}`, source: '/test', ...statement }
    const answer = readEvent(JSON.parse(JSON.stringify(whole)), { received, reference: newReference })
    if ('problem' in answer) throw new Error(JSON.stringify(answer.problem))
    return this.world.hub.record(answer.event, answer.personal, by)
  }

  /** Tells a statement and answers the seq it was recorded at; throws when it was not. */
  async recorded(statement: Statement, by: Caller = feeder): Promise<number> {
    const outcome = await this.tell(statement, by)
    if ('recorded' in outcome) return outcome.recorded
    throw new Error(JSON.stringify(outcome))
  }

  get staff() {
    return this.world.present.situations.staff
  }

  /** How many appends there were since it was asked to count. */
  countAppends(): () => number {
    let appends = 0
    const { log } = this.world
    const append = log.append.bind(log)
    log.append = (...parts) => {
      appends++
      return append(...parts)
    }
    return () => appends
  }

  async discard(): Promise<void> {
    await this.world.close()
    this.vault.close()
    rmSync(this.folder, { recursive: true })
  }
}

const geometry = { type: 'Point', coordinates: [116.3, -8.7] }

/** Statements that open things. */
export const incident = (subject: string, more: Record<string, unknown> = {}): Statement => ({
  type: 'incident.reported',
  subject,
  data: { hazard: 'banjir', level: 1, title: `Banjir ${subject}`, geometry, ...more },
})
export const task = (subject: string, inIncident: string, agency = 'pu'): Statement => ({
  type: 'task.assigned',
  subject,
  data: { incident: inIncident, agency, title: 'Bersihkan saluran' },
})
export const ticket = (subject: string, more: Record<string, unknown> = {}): Statement => ({
  type: 'ticket.opened',
  subject,
  data: { class: 'pengaduan', category: 'jalan', title: `Aduan ${subject}`, channel: 'lapor', ...more },
})
