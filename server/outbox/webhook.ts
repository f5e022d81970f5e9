import { createHmac } from 'node:crypto'
import { userAgent } from '../feeds/fetch-body.ts'
import type { Fetch } from '../feeds/fetch-open.ts'
import type { Channel } from './channel.ts'
import { post } from './post.ts'

/**
 * Webhooks signed as Standard Webhooks says (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md):
 * `webhook-id` is the same at every try, `webhook-signature` is v1 of id, timestamp and body by HMAC-SHA256.
 */
export function webhookChannel(fetch: Fetch, now: () => number): Channel {
  return {
    send: (target, { id, body }) => {
      const timestamp = String(Math.floor(now() / 1000))
      const key = Buffer.from(target.secret.replace(/^whsec_/, ''), 'base64')
      const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
      const headers = {
        'content-type': 'application/json',
        'user-agent': userAgent,
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      }
      return post(fetch, target.address, headers, body)
    },
  }
}
