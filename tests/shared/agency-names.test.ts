import { expect, test } from 'vitest'
import { agencyFullName, agencyName } from '../../shared/agency-names.ts'
import { agencyCode } from '../../shared/written-code.ts'

test('an agency has one name in the room, whichever names are long, and its whole one in documents', () => {
  const agencies = [
    { id: 'DINKES', name: 'Dinas Kesehatan' },
    { id: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
    { id: 'DINSOS', name: 'Dinas Sosial', short: 'Dinsos' },
    { id: '2.16.2.20', name: 'Dinas Kominfo' },
  ]
  const called = ['DINKES', 'PUPR', 'DINSOS', '2.16.2.20', 'BPBD'].map((id) => agencyName(agencies, id))
  expect(called).toEqual(['DINKES', 'PUPR', 'Dinsos', 'Dinas Kominfo', 'BPBD'])
  expect(agencyName(undefined, 'DINKES')).toBe('DINKES')
  expect([agencyFullName(agencies, 'DINSOS'), agencyFullName(agencies, 'BPBD')]).toEqual([
    'Dinas Sosial',
    'BPBD',
  ])
  // What is written for short is the same agency.
  expect(agencyCode('dinsos', [{ id: 'X', name: 'Dinas Sosial', short: 'Dinsos' }])).toBe('X')
})
