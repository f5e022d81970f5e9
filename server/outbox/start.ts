import { createOpenFetch } from '../feeds/fetch-open.ts'
import type { Parts } from '../parts.ts'
import type { World } from '../worlds.ts'
import { mailChannel } from './mail.ts'
import { startOutbox } from './outbox.ts'
import { pushChannel } from './push.ts'
import { webhookChannel } from './webhook.ts'

type Needs = Pick<Parts, 'config' | 'outbox' | 'logger' | 'outage' | 'access' | 'keys' | 'address'>

/** Begins to tell outside what the real world's log says; nothing of an exercise leaves the room. Answers how to stop. */
export function startTelling(parts: Needs, world: World): () => Promise<void> {
  const { config, outbox, logger, outage, access, keys } = parts
  const fetch = createOpenFetch(config.WEBHOOK_PRIVATE_HOSTS)
  const base = (config.PUBLIC_URL ?? parts.address).replace(/\/$/, '')
  const from = config.MAIL_FROM ?? `Ruang Pantau <ruang-pantau@${new URL(base).hostname}>`
  const subject = base.startsWith('https:') ? base : `mailto:${/[^<\s]+@[^>\s]+/.exec(from)?.[0] ?? from}`
  return startOutbox({
    store: outbox.store,
    world,
    logger,
    outage,
    channels: {
      webhook: webhookChannel(fetch, Date.now),
      push: pushChannel(fetch, outbox.vapid, subject),
      ...(config.SMTP_URL && { mail: mailChannel({ url: config.SMTP_URL, from, base }) }),
    },
    holds: async (owner) => {
      if (owner.startsWith('p_')) return (await access.people.find(owner.slice('p_'.length))) !== undefined
      if (keys.list().some(({ ref }) => ref === owner)) return true
      return (await access.screens.list()).some(({ id }) => id === owner)
    },
  })
}
