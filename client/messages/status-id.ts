import type { Stage } from '../../shared/events/status.ts'

const stages: Record<Stage, string> = {
  'siaga-darurat': 'Siaga darurat',
  'tanggap-darurat': 'Tanggap darurat',
  'transisi-darurat': 'Transisi darurat ke pemulihan',
}

/** Legal status: always written in full, *siaga* the level is another thing. */
export const statusId = {
  title: 'Status darurat',
  stages,
  none: 'Tidak ada status darurat yang berlaku',
  decree: (number: string) => `SK ${number}`,
  until: (moment: string) => `berlaku sampai ${moment}`,
  left: (span: string) => `${span} lagi`,
  over: 'masa berlaku habis',
  seats: (filled: string, all: string) => `${filled} dari ${all} jabatan komando terisi`,
}
