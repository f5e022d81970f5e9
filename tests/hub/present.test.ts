import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { situationAt } from '../../server/restore.ts'
import { digest } from '../../shared/situation/digest.ts'
import { retold, tamperRow } from '../log/tamper.ts'
import { incident, TestWorld, ticket } from './world.ts'

let t: TestWorld
const first = { sla: { '*': 3 } }
beforeEach(async () => void (t = await new TestWorld().open(first)))
afterEach(() => t.discard())

const sql = (text: string) => {
  const db = new DatabaseSync(join(t.folder, 'log.db'))
  const rows = db.prepare(text).all()
  db.close()
  return rows
}
const digests = () => [digest(t.world.present.situations.wall), digest(t.staff)]

async function reopened(settings: Record<string, unknown> = first): Promise<void> {
  await t.world.close()
  await t.open(settings)
}

async function tellSome(): Promise<void> {
  await t.tell(incident('i', { description: 'untuk petugas' }))
  await t.tell(ticket('t', { reporter: 'Budi Contoh' }))
  await t.tell({ type: 'incident.verified', subject: 'i' })
}

describe('the present', () => {
  test('starts from its checkpoint: the same for both audiences, without reading what came before', async () => {
    await tellSome()
    const before = digests()
    await reopened()
    expect(digests()).toEqual(before)
    expect(t.world.present.situations.wall.incident.get('i')).not.toHaveProperty('description')
    // The checkpoint was indeed used: what the log says is changed behind it, and nobody notices.
    await t.world.close()
    tamperRow(join(t.folder, 'log.db'), 1, retold('Banjir i', 'Kering i'))
    await t.open(first)
    expect(t.staff.incident.get('i')?.title).toBe('Banjir i')
  })

  test('folds the log anew where the checkpoint cannot be read', async () => {
    await tellSome()
    const before = digests()
    await t.world.close()
    expect(sql("UPDATE checkpoint SET body = x'00' RETURNING seq")).toHaveLength(1)
    await t.open(first)
    expect(digests()).toEqual(before)
  })

  test('folds the log anew where the checkpoint is of another fold', async () => {
    await tellSome()
    await t.world.close()
    sql("UPDATE checkpoint SET fold = 'older', body = x'00' RETURNING seq")
    await t.open(first)
    expect(t.staff.seq).toBe(3)
  })

  test('folds the log anew where the settings before the first event are others', async () => {
    await tellSome()
    expect(t.staff.ticket.get('t')?.due).toBe('2026-04-02T16:00:00.000Z')
    await reopened({ sla: { '*': 1 } })
    expect(t.staff.ticket.get('t')?.due).toBe('2026-03-31T16:00:00.000Z')
    expect(t.staff.setting.get('sla')?.value).toEqual({ '*': 1 })
  })

  test('goes on for whoever watches, and its tail holds what each audience may see', async () => {
    const seen: number[] = []
    const stop = t.world.present.onApplied((seq) => seen.push(seq))
    await tellSome()
    stop()
    await t.tell(incident('j'))
    expect(seen).toEqual([1, 2, 3])
    const { tails } = t.world.present
    expect(tails.wall.between(0, 4)?.map((text) => (JSON.parse(text) as { seq: number }).seq)).toEqual([
      1, 2, 3, 4,
    ])
    expect(tails.wall.between(0, 4)?.join()).not.toMatch(/untuk petugas|"v_/)
    expect(tails.staff.between(0, 4)?.join()).toMatch(/untuk petugas.*"v_/)
  })

  test('is known as of any moment: from the first event, a checkpoint, and between', async () => {
    await t.tell(incident('i'))
    t.now += 86_400_000
    await t.tell(incident('j'))
    await t.world.present.checkpoint()
    t.now += 86_400_000
    await t.tell(incident('k'))
    const known = async (day: number) => {
      const at = new Date(Date.UTC(2026, 2, day, 2)).toISOString()
      return [...(await situationAt(t.world.log, first, at, 'staff')).incident.keys()].join('')
    }
    expect(await Promise.all([29, 30, 31, 32, 40].map(known))).toEqual(['', 'i', 'ij', 'ijk', 'ijk'])
  })
})
