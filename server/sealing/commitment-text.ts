import type { Commitment } from '../../shared/situation/items.ts'

/** The words that every presenter of a commitment signs, the same for all of them. */
export function commitmentText(commitment: Commitment): string {
  const { agenda, cluster, title, agency, measure, target, unit, due, presenters = [] } = commitment
  const lines = [
    'PERJANJIAN KINERJA',
    `Agenda: ${agenda ?? '-'}`,
    `Klaster: ${cluster ?? '-'}`,
    `Perangkat daerah: ${agency}`,
    `Target: ${title}`,
    `Ukuran: ${measure}`,
    `Nilai: ${target === undefined ? '-' : `${target} ${unit ?? ''}`.trim()}`,
    `Selambat-lambatnya: ${due}`,
    'Penanda tangan:',
    ...presenters.map(({ role, agency: of }, at) => `${at + 1}. ${role}${of ? ` (${of})` : ''}`),
  ]
  return `${lines.join('\n')}\n`
}
