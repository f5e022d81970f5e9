import type { vaultId } from './vault-id.ts'

/** Words of the page on which one record of personal data is read or erased. */
export const vaultEn: typeof vaultId = {
  title: 'Personal data',
  read: 'Read',
  hint: 'Every reading is recorded: who, when, which record, and why.',
  reference: 'Record number',
  referenceHint: 'Begins with v_; it stands in the report or complaint.',
  reason: 'Reason',
  reasonHint: 'For instance: calling the reporter to make sure of the place.',
  shown: (minutes: number) => `Shown for ${minutes} minutes, then gone from this page.`,
  hide: 'Hide now',
  none: 'There is no record of this number.',
  gone: 'This record was erased on request.',
  notYours: 'Only the agency that handles this complaint may read it.',
  erase: 'Erase for ever',
  eraseHint:
    'At the request of the person concerned (UU 27/2022). The record’s key is destroyed; the log stays whole. Old backups hold it until they are thrown away.',
  eraseSure: 'It cannot be brought back. Erase?',
  erased: 'Erased.',
  fields: {
    name: 'Name',
    phone: 'Telephone',
    email: 'E-mail',
    address: 'Address',
    nik: 'NIK',
    description: 'Description as told',
    title: 'Title as told',
    note: 'Note as told',
    '(rest)': 'Others',
    reporter: 'Reporter',
  },
}
