import { join } from 'node:path'
import { OutboxStore } from '../registers/outbox-store.ts'
import { vapidKeys, type VapidKeys } from './push.ts'

/** What leaves the room: its targets, and the keys that browsers subscribe with. */
export interface Outbox {
  store: OutboxStore
  vapid: VapidKeys
}

export function openOutbox(dataDir: string): Outbox {
  return { store: new OutboxStore(join(dataDir, 'outbox.db')), vapid: vapidKeys(dataDir) }
}
