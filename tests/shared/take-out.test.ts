import { describe, expect, test } from 'vitest'
import { mask, remainder } from '../../shared/events/take-out.ts'
import { readEvent, type Understood } from '../../shared/events/read.ts'

const blackened = '••••'

describe('the mask', () => {
  test.each([
    '081234567890',
    '0812-3456-7890',
    '0812 3456 789',
    '(0812) 3456 7890',
    '0812.3456.7890',
    '+6281234567890',
    '+62 812-3456-7890',
    '62 812 3456 7890',
    '+62 (0)812 3456 7890',
    '6281234567890',
    '0895-1234-56789',
    '0811-123-456',
  ])('covers the telephone number %s', (number) => {
    expect(mask(number).replace(/[()]/g, '')).toBe(blackened)
    expect(mask(`Hubungi WA:${number}, segera`)).not.toMatch(/\d{3}/)
    expect(mask(`HP${number}`)).not.toMatch(/\d{3}/)
    expect(mask(`${number},${number}`)).not.toMatch(/\d{6}/)
  })

  test.each([
    '5202010101900000',
    '52.02.01.010190.0001',
    '52 02 01 010190 0001',
    '52-02-01-010190-0001',
    '520201.410190.0001',
    '5202 0141 0190 0001',
    '5202-0101-0190-0001',
  ])('covers the NIK %s', (number) => {
    expect(mask(number)).toBe(blackened)
    expect(mask(`NIK${number}.`)).toBe(`NIK${blackened}.`)
  })

  test.each([
    'Kerugian Rp 18.072.000.000,- di dua desa',
    'Pagu Rp62.812.345.678 dan Rp 62 812 345 678',
    'Anggaran 1.062.812.345.678,00 rupiah',
    'Rp 1.234.567.890.123.456',
    '2018-08-05T11:46:37.000Z',
    '2018-08-05 19:46:37 sampai 2018-08-06 01:00:00',
    'Banjir 08-08-2018 12.30 WITA',
    'tanggal 08-12-2018 13.45 dan 28 08 2018',
    'Gempa di 116.0812345678 BT -8.0812345678 LS',
    '-8.583312 116.116789',
    '0.812345678',
    '0.1234567890123456',
    'Pusat gempa -8.25, 116.49 kedalaman 15 km',
    'Desa 52.02.04.2009 dan 52.02.04.2010',
    'Kegiatan 2.21.02.1.01 pada OPD 2.16.2.20.2.21.02.0000',
    'Rekening 5.1.02.02.001.00026',
    'Nomor 0812-2018 dan 081/234/2021',
    'BMKG 2.49.0.1.360.0.2018.08.05.11.52.001',
    'Tahun 2018 2019 2020 2021',
    'oc4ids-bu3kcz-5202',
    'Pusdalops (0370) 621345',
    'Kode pos 83572, 12345678 jiwa',
  ])('leaves alone: %s', (text) => {
    expect(mask(text)).toBe(text)
  })
})

const context = { received: '2026-03-30T00:00:00.000Z', reference: () => 'v_new' }

function read(type: string, data: Record<string, unknown>, subject = 's'): Understood {
  const answer = readEvent({ specversion: '1.0', id: 'e', source: '/t', type, subject, data }, context)
  if ('problem' in answer) throw new Error(JSON.stringify(answer.problem))
  return answer
}

const geometry = { type: 'Point', coordinates: [116.3, -8.7] }
const observation = { kind: 'flood-report', title: 'Banjir', geometry }

describe('taking out', () => {
  test('never changes ids, references, times or shapes, whatever digits they have', () => {
    const sha = 'f081234567890'.padEnd(64, '0')
    const data = { incident: '081234567890', agency: '6281234567890', title: 'Cek 081234567890' }
    const { event, personal } = read('task.assigned', data)
    expect(event.data).toEqual({ ...data, title: `Cek ${blackened}` })
    expect(personal).toEqual({ title: data.title })
    const photos = [sha, '5202010101900000']
    expect(read('task.completed', { photos }).event.data).toEqual({ photos })
    const milestones = [{ id: '081234567890', title: 'Rapat 081234567890', due: '2026-04-01' }]
    const project = { name: 'Jalan', agency: 'pu', start: '2026-01-01', finish: '2026-12-31', milestones }
    const registered = read('project.registered', project)
    expect(registered.event.data).toMatchObject({
      milestones: [{ id: '081234567890', title: `Rapat ${blackened}` }],
    })
    expect(registered.personal).toEqual({ 'milestones.0.title': 'Rapat 081234567890' })
  })

  test('leaves figures under names that elsewhere would be personal', () => {
    const data = { value: 3, asOf: '2026-03-30', parts: { wa: 40, email: 35, telepon: 25 } }
    expect(read('indicator.measured', data)).toEqual({ event: expect.objectContaining({ data }) })
  })

  test('takes personal names out of open records, however deep', () => {
    const details = {
      depth: 4,
      by: [{ nama_lengkap: 'Budi Contoh', no_hp: 81234567890, note: null, alamat: null }],
    }
    const { event, personal } = read('observation.made', { ...observation, details })
    const by = [{ nama_lengkap: blackened, no_hp: blackened, note: null, alamat: null }]
    expect(event.data).toMatchObject({ details: { depth: 4, by } })
    expect(event.vault).toBe('v_new')
    expect(personal).toEqual({
      'details.by.0.nama_lengkap': 'Budi Contoh',
      'details.by.0.no_hp': 81234567890,
    })
  })

  test('keeps what no schema asks for in the vault', () => {
    const told = { ...observation, mood: 'x', geometry: { ...geometry, crs: 'EPSG:4326' } }
    const { event, personal } = read('observation.made', told)
    expect(event.data).toEqual(observation)
    expect(personal).toEqual({ '(rest)': { mood: 'x', geometry: { crs: 'EPSG:4326' } } })
  })

  test('says nothing of a vault where nothing was taken out', () => {
    const { event, personal } = read('observation.made', observation)
    expect('vault' in event || personal !== undefined).toBe(false)
  })
})

describe('the remainder', () => {
  test.each([
    [{ a: 1, b: 2 }, { a: 1 }, { b: 2 }],
    [{ a: { b: 1, c: null } }, { a: { b: 1 } }, { a: { c: null } }],
    [
      [{ a: 1 }, { a: 1, b: 2 }, 3],
      [{ a: 1 }, { a: 1 }, 3],
      [null, { b: 2 }, null],
    ],
    [{ a: 'naik' }, { a: 'up' }, undefined],
    [{ a: [1, 2] }, { a: [1, 2] }, undefined],
    ['x', undefined, 'x'],
    [JSON.parse('{"__proto__":{"a":1}}'), {}, JSON.parse('{"__proto__":{"a":1}}')],
  ])('of %j beside %j is %j', (input, parsed, rest) => {
    expect(JSON.stringify(remainder(input, parsed))).toBe(JSON.stringify(rest))
  })
})
