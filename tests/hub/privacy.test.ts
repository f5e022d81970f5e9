import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { situationToJson } from '../../shared/situation/json.ts'
import { caller, operator, TestWorld, ticket, incident } from './world.ts'

let t: TestWorld
beforeEach(async () => void (t = await new TestWorld().open()))
afterEach(() => t.discard())

/** Whether a text stands anywhere in the files whose names begin so. */
function stands(text: string, ...names: string[]): string[] {
  return readdirSync(t.folder).filter(
    (file) =>
      names.some((name) => file.startsWith(name)) && readFileSync(join(t.folder, file)).includes(text),
  )
}

const marked = {
  name: 'BudiContohSatu',
  phone: '081298765432',
  nik: '5202010101900000',
  address: 'GangRahasiaTujuh',
  victim: 'SitiContohDua',
  extra: 'JawabanLuarBidang',
  device: 'PerangkatPelapor9',
}

async function tellAll(): Promise<void> {
  await t.tell(
    ticket('t', {
      title: `Lampu mati, hubungi ${marked.phone}`,
      description: `NIK saya ${marked.nik}`,
      reporter: { name: marked.name, phone: marked.phone },
      address: marked.address,
      unasked: marked.extra,
    }),
  )
  await t.tell(incident('i', { victims: [marked.victim], reporter: marked.name }))
  await t.tell(
    { type: 'incident.assessed', subject: 'i', data: { victims: marked.victim, note: `WA ${marked.phone}` } },
    operator,
  )
  await t.tell({
    type: 'observation.made',
    subject: 'o',
    data: {
      kind: 'flood-report',
      title: 'Banjir',
      geometry: { type: 'Point', coordinates: [116.3, -8.7] },
      details: { depthCm: 40, deep: [{ device_id: marked.device, nik: marked.nik }] },
    },
  })
}

test('personal data is in the vault and nowhere in the bytes of the log and the registers', async () => {
  await tellAll()
  await t.world.present.checkpoint()
  const read = JSON.stringify(await t.world.log.read(0, 100))
  const shown = JSON.stringify(situationToJson(t.staff))
  for (const [what, text] of Object.entries(marked)) {
    expect(stands(text, 'log.db', 'registers.db'), what).toEqual([])
    expect(stands(text, 'vault.db'), `${what} is encrypted`).toEqual([])
    expect(read).not.toContain(text)
    expect(shown).not.toContain(text)
  }
  await t.world.close()
  for (const text of Object.values(marked)) expect(stands(text, '')).toEqual([])
  await t.open()
  // The search itself finds what is there.
  expect(stands('Lampu mati, hubungi', 'log.db').length).toBeGreaterThan(0)
})

test('all that was taken out is read back by the reference in the event', async () => {
  await tellAll()
  const [opened, reported, assessed, observed] = await t.world.log.read(0, 10)
  expect(t.vault.read(opened?.vault ?? '')).toEqual({
    title: `Lampu mati, hubungi ${marked.phone}`,
    description: `NIK saya ${marked.nik}`,
    reporter: { name: marked.name, phone: marked.phone },
    address: marked.address,
    '(rest)': { unasked: marked.extra },
  })
  expect(t.vault.read(reported?.vault ?? '')).toEqual({ victims: [marked.victim], reporter: marked.name })
  expect(t.vault.read(assessed?.vault ?? '')).toEqual({ victims: marked.victim, note: `WA ${marked.phone}` })
  expect(t.vault.read(observed?.vault ?? '')).toEqual({
    'details.deep.0.device_id': marked.device,
    'details.deep.0.nik': marked.nik,
  })
  expect(t.staff.observation.get('o')?.details).toMatchObject({ depthCm: 40 })
})

test('erasing a person leaves the log as it is', async () => {
  await tellAll()
  const [opened] = await t.world.log.read(0, 1)
  expect(t.vault.erase(opened?.vault ?? '', '2026-03-31T00:00:00.000Z')).toBe(true)
  expect(t.vault.read(opened?.vault ?? '')).toBe('erased')
  expect(await t.world.log.verify()).toEqual({ rows: 4 })
  expect(await t.world.log.read(0, 1)).toEqual([opened])
})

test('a statement told twice leaves one record in the vault', async () => {
  const twice = { ...ticket('t', { reporter: marked.name }), id: 'same' }
  await Promise.all([t.tell(twice), t.tell(twice)])
  await t.tell(twice, caller('admin'))
  const references = (await t.world.log.read(0, 10)).map(({ vault }) => vault)
  expect(references).toHaveLength(1)
  expect(t.vault.read(references[0] ?? '')).toEqual({ reporter: marked.name })
})
