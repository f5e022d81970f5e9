import { counted } from './plural-en.ts'
import type { Messages } from './id.ts'
import { adminEn } from './admin-en.ts'
import { ticketsEn } from './tickets-en.ts'
import { eventsEn } from './events-en.ts'
import { deskEn } from './desk-en.ts'
import { doorsEn } from './doors-en.ts'
import { refusalsEn } from './refusals-en.ts'
import { guestsEn } from './guests-en.ts'
import { vaultEn } from './vault-en.ts'
import { lifeEn } from './life-en.ts'
import { manualEn } from './manual-en.ts'
import { menuEn } from './menu-en.ts'
import { mapWordsEn } from './map-en.ts'
import { manageEn } from './manage-en.ts'
import { reliefEn } from './relief-en.ts'
import { outboxEn } from './outbox-en.ts'
import { performanceEn } from './performance-en.ts'
import { scenesEn } from './scenes-en.ts'
import { settingsEn } from './settings-en.ts'
import { statusEn } from './status-en.ts'
import { tilesEn } from './tiles-en.ts'

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

/** English, for guests. */
export const en: Messages = {
  life: lifeEn,
  doors: doorsEn,
  refusals: refusalsEn,
  desk: deskEn,
  guests: guestsEn,
  manual: manualEn,
  menu: menuEn,
  vault: vaultEn,
  admin: adminEn,
  ticketDesk: ticketsEn,
  performance: performanceEn,
  relief: reliefEn,
  outbox: outboxEn,
  manage: manageEn,
  scenes: scenesEn,
  settings: settingsEn,
  status: statusEn,
  tiles: tilesEn,
  product: 'Ruang Pantau',
  levels: ['Normal', 'Watch', 'Alert', 'Danger'],
  missingPage: 'There is no such page. Look at its address again.',
  toWall: 'Open the wall',

  exercise: 'GLADI',
  exerciseMeaning: 'Exercise, not a real event',
  exerciseClock: (rate) => `Exercise clock ×${rate}`,

  live: 'LIVE',
  late: 'LATE',
  lost: 'DISCONNECTED',
  connecting: 'CONNECTING',
  updating: 'UPDATING',
  insecure: 'WITHOUT HTTPS',
  refused: 'NOT ALLOWED',
  noWorldShort: 'NOT THERE',
  noWorld: (name) =>
    name
      ? `There is no exercise “${name}” on this server. Look at the page’s address (?world=…): it may be misspelt, or the exercise was closed.`
      : 'This server has no real world, only exercises: name one in the page’s address (?world=…).',
  since: (moment) => `since ${moment}`,
  waiting: 'Waiting for the situation from the server …',
  unwritten: (since: string) =>
    `Since ${since} the server cannot write anything down: no news comes in. Call the technician.`,
  waitingVersion: 'Waiting for a new version from the server; trying again every minute.',
  textTooSmall: 'Letters are too small for the viewing distance that was set',

  underAMinute: 'less than a minute',
  minutes: (n) => plural(n, 'minute'),
  hours: (n) => plural(n, 'hour'),
  days: (n) => plural(n, 'day'),
  justNow: 'just now',
  ago: (span) => `${span} ago`,
  lateBy: (span) => `${span} late`,
  inSpan: (span) => `in ${span}`,
  until: (moment) => `until ${moment}`,
  asOf: (moment) => `as of ${moment}`,
  byMany: (n) => counted(n, 'source'),
  more: (n) => `+ ${n} more`,

  headlineCalm: 'No open incidents',
  noWarnings: 'no warnings in force',
  unknownWarnings: 'warnings not known',
  headlineUnknown: 'The situation is not known',
  openIncidents: (n) => counted(n, 'open incident'),
  peopleUnknown: 'casualties not reported yet',
  activeWarnings: (n) => counted(n, 'warning in force', 'warnings in force'),
  otherWarnings: (n) => counted(n, 'other warning'),
  tsunamiWarning: (until) => `Tsunami warning until ${until}`,
  quoted: (text) => `“${text}”`,
  handledIncidents: (handled, open) => `${handled} of ${open} incidents being handled`,
  allHandled: (n) => (n > 1 ? 'all being handled' : 'being handled'),
  magnitudes: (newest, by, others) => `Latest magnitude ${newest} (${by})${others && `, ${others}`}`,
  people: {
    meninggal: 'dead',
    hilang: 'missing',
    luka: 'injured',
    mengungsi: 'displaced',
    menderita: 'affected',
  },

  incidents: 'Incidents',
  noIncidents: 'No open incidents',
  closedLately: 'Closed last',
  watched: 'Watched',
  incidentStatus: { reported: 'reported', verified: 'verified', handled: 'being handled' },
  tasksDone: (done, all) => `tasks ${done}/${all}`,
  noTasks: 'nobody assigned yet',

  latest: 'Latest events',
  noEvents: 'No events yet',
  events: eventsEn,
  observations: {
    earthquake: 'Earthquake',
    hotspot: 'Hotspot',
    'flood-report': 'Flood report',
    'water-level': 'Water level',
    'volcano-level': 'Volcano level',
    forecast: 'Weather forecast',
    rainfall: 'Rainfall',
  },

  tickets: 'Complaints by agency',
  noTickets: 'No open complaints',
  unrouted: 'Not yet assigned',
  openTickets: (n) => `${n} open`,
  overdueOf: (n) => `late of ${n}`,

  projects: 'Projects and milestones',
  noProjects: 'No projects registered',
  critical: 'critical',
  criticalCount: (n) => `${n} critical`,
  projectCount: (n) => counted(n, 'project'),
  noProgress: 'not reported',
  planned: 'planned',
  physical: 'physical',
  nextMilestone: (title, when) => `${title}: ${when}`,
  milestoneLate: (title, span) => `${title} ${span} overdue`,
  noMilestone: 'all milestones reached',

  sources: 'Sources',
  noSources: 'No sources declared yet',
  freshness: {
    fresh: 'fresh',
    late: 'late',
    silent: 'silent',
    failed: 'failed',
    never: 'never heard',
  },
  nothingNew: (span) => `${span} · no data`,
  freshEmpty: 'fresh, nothing new',
  freshCount: (n, all) => `${n} of ${all} fresh`,
  noSourceFor: 'no source declared',
  unknown: (reason) => `Not known: ${reason}`,
  reasonSource: (source, state) => `${source} ${state}`,
  reasonNoSource: 'no source reports',
  reasonNoLink: (moment) => `no connection since ${moment}`,

  ...mapWordsEn,
}
