import type pg from 'pg'
import { Refusal } from '../../shared/events/problem.ts'
import { LogUnavailable } from '../log/log.ts'
import { together } from '../log/postgres-connect.ts'
import { inWords } from '../log/postgres-trouble.ts'
import { Pairing, type PairingDesk, type Pending } from './pairing.ts'

const table = `
  CREATE TABLE IF NOT EXISTS access.pairing (one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one), pending JSONB NOT NULL);
  INSERT INTO access.pairing (pending) VALUES ('[]') ON CONFLICT DO NOTHING;
`

/** Pairing where a screen asks one node, polls another, and is approved at a third: what waits is one row, locked in turn. */
export async function commonPairing(pool: pg.Pool): Promise<PairingDesk> {
  const inTurn = async <T>(act: (pairing: Pairing) => T): Promise<T> => {
    try {
      return await together(pool, async (client) => {
        const { rows } = await client.query<{ pending: [string, Pending][] }>(
          'SELECT pending FROM access.pairing FOR UPDATE',
        )
        const pending = new Map(rows[0]?.pending)
        const answer = act(new Pairing(Date.now, pending))
        await client.query('UPDATE access.pairing SET pending = $1', [JSON.stringify([...pending])])
        return answer
      })
    } catch (error) {
      throw error instanceof Refusal ? error : unavailable(error)
    }
  }
  await pool.query(table).catch((error: unknown) => {
    throw unavailable(error)
  })
  return {
    ask: (address) => inTurn((pairing) => pairing.ask(address)),
    poll: (code) => inTurn((pairing) => pairing.poll(code)),
    look: (code) => inTurn((pairing) => pairing.look(code)),
    decide: (code, outcome) => inTurn((pairing) => pairing.decide(code, outcome)),
  }
}

const unavailable = (error: unknown) => new LogUnavailable(`pairing waits for PostgreSQL: ${inWords(error)}`)
