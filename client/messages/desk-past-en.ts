import type { deskPastId } from './desk-past-id.ts'

export const deskPastEn: typeof deskPastId = {
  past: 'As known at',
  pastShort: 'NOT NOW',
  pastLong: (moment: string) => `AS KNOWN AT ${moment}`,
  pastHint: 'Not the present. Nothing can be changed here.',
  backToNow: 'Back to the present',
  timeMachine: 'Time machine',
  goTo: 'Show what was known at',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  loadingPast: 'Loading what was known then …',
  pastFailed: 'What was known then cannot be loaded',
  pastVersion: 'The server is newer than this page: load the page anew',
  wallThen: 'The wall at that moment',
  period: (from: string, to: string) => `${from} to ${to}`,
}
