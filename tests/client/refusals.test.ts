import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ownChecksId, refusalsId } from '../../client/messages/refusals-id.ts'
import { reasonOf } from '../../client/pages/refusal.ts'
import { readEvent } from '../../shared/events/read.ts'
import { reasonCodes } from '../../shared/events/reasons.ts'
import { settingErrors } from '../../shared/settings.ts'

const english = /\b(is|are|the|must|not|already|with|of|and|has|no)\b/

const refusedBy = (input: Record<string, unknown>): string => {
  const context = { received: '2026-11-22T00:00:00Z', reference: () => 'v' }
  const answer = readEvent({ specversion: '1.0', id: '1', source: '/uji', ...input }, context)
  if (!('problem' in answer)) throw new Error('it was taken')
  return reasonOf(422, answer.problem)
}

test('every reason that the server names has its words, and none of them is English', () => {
  for (const code of reasonCodes) {
    const said = reasonOf(409, {
      code,
      detail: 'it is not possible',
      given: { agency: 'PUPR', role: 'Camat' },
    })
    expect(said, code).toMatch(/\w{3}.*\.$/)
    expect(said, code).not.toMatch(english)
  }
  expect(reasonOf(409, { code: 'taken-before', given: { agency: 'PUPR' } })).toBe(
    'PUPR lebih dulu mengambil aduan ini.',
  )
  // An answer of a newer server, and one that is none.
  expect(reasonOf(409, { code: 'later', detail: 'it is so' })).toBe(refusalsId.statuses['409'])
  expect(reasonOf(418, {})).toBe(refusalsId.ours)
})

test('a wrong field is named in the reader’s language, its row too, and what is wrong with it', () => {
  const report = {
    hazard: 'banjir',
    level: 2,
    title: 'Banjir',
    geometry: { type: 'Point', coordinates: [116, -8] },
  }
  const incident = (data: object) => refusedBy({ type: 'incident.reported', data: { ...report, ...data } })
  expect(incident({ level: 7 })).toBe('tingkat: paling banyak 3')
  expect(incident({ title: '' })).toBe('judul: harus diisi')
  expect(incident({ title: 'x'.repeat(400) })).toBe('judul: paling banyak 300 huruf atau butir')
  expect(incident({ title: undefined })).toBe('judul: harus diisi')
  expect(incident({ geometry: { type: 'Point', coordinates: [216, -8] } })).toBe(
    'koordinat: paling banyak 180',
  )
  const rations = { days: 3, items: [{ item: 'beras', title: 'Beras', unit: 'kg', amount: -1 }] }
  const errors = settingErrors('rations', rations, ['data', 'value'])
  expect(reasonOf(422, { errors })).toBe('baris 1, jumlah: paling sedikit 0')
})

test('whatever our own checks say has words in Indonesian', () => {
  const checks = globSync('shared/{events,coordination,relief,report}/*.ts')
    .concat(globSync('shared/{settings,categories,cameras,hot-spots,reporting,scenes,sla}.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'((?:must|an?|the|its) [^'\n]{6,})'/g)])
    .map(([, said = '']) => said)
  expect(checks.length).toBeGreaterThan(30)
  const wordless = checks.filter((said) => !ownChecksId.some(([word]) => word.test(said)))
  expect(wordless).toEqual([])
})
