import type { outboxId } from './outbox-id.ts'

/** What leaves the room: webhooks, e-mail, notices of browsers. */
export const outboxEn: typeof outboxId = {
  push: 'Notices on this device',
  pushHint: 'Alarms, tasks and legal status show even when the page is closed.',
  subscribe: 'Turn notices on',
  unsubscribe: 'Turn notices off',
  pushOn: 'Notices are on for this device',
  pushDenied: 'The browser does not allow notices: change that in its settings.',
  pushFailed: 'Notices could not be turned on.',
  targets: 'Targets of notices',
  noTargets: 'No targets yet',
  add: 'Add a target',
  channel: 'Channel',
  channels: { webhook: 'Webhook', mail: 'E-mail', push: 'Browser' },
  name: 'Name',
  address: 'Address (https://… or e-mail)',
  secret: (name) => `Signing secret of ${name}; shown once`,
  counts: (waiting, dead) => `${waiting} waiting, ${dead} failed`,
  removeQuestion: 'This target will be told nothing more.',
  dead: 'Not delivered',
  noDead: 'Nothing failed',
  retry: 'Try again',
}
