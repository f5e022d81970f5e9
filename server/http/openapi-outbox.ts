import { endpoint, newTarget, subscription } from './outbox.ts'

/** The routes of what leaves the room. */
export const outboxRoutes = {
  'get /api/targets': {
    summary: 'Webhooks, mailboxes and browsers that are told, without their secrets',
    answers: { 200: '{ targets: [{ id, channel, name, address, events, level, deliveries }] }' },
  },
  'post /api/targets': {
    summary: 'Tell a webhook or a mailbox; a webhook’s secret is shown once',
    takes: newTarget,
    answers: { 201: '{ id, secret? }', 409: 'This server sends no e-mail' },
  },
  'delete /api/targets/{id}': {
    summary: 'Tell it nothing more',
    answers: { 204: 'Done', 404: 'No such target' },
  },
  'get /api/deliveries': {
    summary: 'What could not be delivered for a day (`?state=waiting` or `done`: the others)',
    answers: { 200: '{ deliveries }', 400: 'No such state' },
  },
  'post /api/deliveries/{id}/retry': {
    summary: 'Try a dead delivery for another day',
    answers: { 204: 'Done', 404: 'No such dead delivery' },
  },
  'get /api/push': {
    summary: 'The public key (VAPID) with which a browser subscribes',
    answers: { 200: '{ publicKey }' },
  },
  'post /api/push': {
    summary: 'Subscribe this browser to Web Push',
    takes: subscription,
    answers: { 201: '{ id }', 409: 'Too many' },
  },
  'delete /api/push': {
    summary: 'Take the subscription back',
    takes: endpoint,
    answers: { 204: 'Done', 404: 'No such subscription of yours' },
  },
}
