import type { guestsId } from './guests-id.ts'

/** Words of guest mode: guests stand in the room. */
export const guestsEn: typeof guestsId = {
  title: 'Guest mode',
  active: 'Guest mode: on',
  hint: 'Descriptions, names and notes are shown on no staff page. Press again once the guests have left.',
  closed: 'Not shown while guest mode is on.',
}
