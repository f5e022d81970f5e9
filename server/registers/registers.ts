import type { Log } from '../log/log.ts'
import { readAudit, type Audit } from './audit.ts'
import { Following, type Followed } from './following.ts'
import { registerKinds } from './index.ts'
import { Line } from './line.ts'
import { openRegisterFile, prepareTables } from './register.ts'
import type { Standing } from './standing.ts'
import { readSubjects, type Subjects } from './subjects.ts'
import { readTicketRegister, type Tickets } from './tickets.ts'

/**
 * The registers of a world. A thread writes them, so that the log and the screens never wait for them. Whoever asks for
 * one is given it when it has all that was recorded before the question: what one has said oneself is always in it.
 * Rejects with a Refusal (503) where a register cannot follow.
 */
export interface Registers {
  subjects: () => Promise<Subjects>
  audit: () => Promise<Audit>
  tickets: () => Promise<Tickets>
  /** The seqs of all statements that name a thing, in order. */
  seqsOf: (name: string) => Promise<number[]>
  /** How each stands now. */
  standings: () => Standing[]
  close: () => Promise<void>
}

/**
 * Opens a world's registers; what they lack of the log is brought along meanwhile. `first` are the settings before the
 * first setting.changed; `said` hears when a register begins or ends to fail, or lags for long.
 */
export async function openRegisters(
  file: string,
  { log, follow }: Pick<Followed, 'follow'> & { log: Log },
  first: Record<string, unknown>,
  said: (standing: Standing) => void = () => undefined,
): Promise<Registers> {
  const db = openRegisterFile(file)
  const lines = registerKinds.map((kind) => new Line(kind.name, prepareTables(db, kind, log.epoch)))
  const [subjects, audit, tickets] = [readSubjects(db), readAudit(db), readTicketRegister(db)]
  const { seq: head } = await log.head()
  const following = new Following(lines, { log, follow, head, file, first, said })
  return {
    subjects: () => following.reached('subject').then(() => subjects),
    audit: () => following.reached('audit').then(() => audit),
    tickets: () => following.reached('ticket').then(() => tickets),
    seqsOf: (name) => following.reached('subject').then(() => subjects.seqsOf(name)),
    standings: () => following.standings(),
    close: async () => {
      await following.close()
      if (db.isOpen) db.close()
    },
  }
}
