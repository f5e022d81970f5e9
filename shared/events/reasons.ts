/**
 * Why something is refused, as names: a page says each in the language of its reader, the API's `detail` stays English.
 * Compiled into the messages of both languages, so that none is without words.
 */
export const reasonCodes = [
  'changed-since',
  'there-already',
  'still-open',
  'not-open',
  'not-closed',
  'incident-not-open',
  'verified-already',
  'merge-itself',
  'merge-target-closed',
  'figure-not-said',
  'accepted-already',
  'own-handover',
  'acknowledged-already',
  'alarm-acknowledged',
  'cancelled-already',
  'status-not-in-force',
  'no-milestone',
  'reached-already',
  'decided-already',
  'signed-already',
  'not-signed',
  'fulfilled-already',
  'alarm-silent',
  'alarm-not-shelved',
  'stock-short',
  'photo-not-released',
  'no-photo',
  'exercise-over',
  'exercise-order',
  'exercise-name-taken',
  'at-project-already',
  'lies-there-already',
  'taken-before',
  'with-no-agency',
  'held-already',
  'not-held',
  'duplicate-of',
  'owes-note',
  'report-approved',
  'report-changed',
  'not-appointed',
  'person-signs',
  'not-your-seat',
  'one-place-each',
  'server-only',
  'person-only',
  'administrators-only',
  'executive-decides',
  'not-for-role',
  'speaks-for-itself',
  'belongs-to',
  'guests-inside',
  'last-administrator',
  'person-there-already',
  'no-mail-server',
  'too-many-browsers',
  // Of sheets that are imported: the row, or the whole of it.
  'row-missing',
  'row-not-number',
  'row-two-ways',
  'row-not-percent',
  'row-not-day',
  'row-not-place',
  'row-not-code',
  'row-none-of',
  'row-order',
  'row-no-village',
  'sheet-unreadable',
  'sheet-too-long',
  'sheet-no-headings',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** A reason: its name, the English sentence of the API, and what the words of another language need. */
export interface Reason {
  code: ReasonCode
  detail: string
  given?: Record<string, string>
}

export function why(code: ReasonCode, detail: string, given?: Record<string, string | number>): Reason {
  if (!given) return { code, detail }
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)])
  return { code, detail, given: Object.fromEntries(texts) as Record<string, string> }
}
