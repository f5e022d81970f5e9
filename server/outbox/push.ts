import { createECDH } from 'node:crypto'
import * as z from 'zod'
import type { Fetch } from '../feeds/fetch-open.ts'
import { secret } from '../secrets.ts'
import { Undelivered, type Channel } from './channel.ts'
import type { Notice } from './notice.ts'
import { post } from './post.ts'

/** A browser's keys of a subscription (https://www.w3.org/TR/push-api/). */
export const pushKeys = z.object({
  p256dh: z.base64url().min(80).max(100),
  auth: z.base64url().min(16).max(40),
})

export interface VapidKeys {
  publicKey: string
  privateKey: string
}

/** This installation's VAPID keys (RFC 8292): 32 bytes in DATA_DIR/secrets, the public one follows from them. */
export function vapidKeys(dataDir: string): VapidKeys {
  const made = secret(dataDir, 'vapid')
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(made)
  return { publicKey: pair.getPublicKey().toString('base64url'), privateKey: made.toString('base64url') }
}

const dayS = 86_400

/** Web Push, encrypted for the browser alone (RFC 8291); a subscription that is gone is taken away. */
export function pushChannel(fetch: Fetch, { publicKey, privateKey }: VapidKeys, subject: string): Channel {
  return {
    send: async (target, { id, body }) => {
      const { title, level, page, timestamp } = JSON.parse(body) as Notice
      const keys = pushKeys.parse(JSON.parse(target.secret))
      const payload = JSON.stringify({ id, title, level, page, timestamp })
      // Loaded with the first push: a start need not wait for it.
      const { default: webpush } = await import('web-push')
      const asked = webpush.generateRequestDetails({ endpoint: target.address, keys }, payload, {
        vapidDetails: { subject, publicKey, privateKey },
        TTL: dayS,
        urgency: (level ?? 0) >= 2 ? 'high' : 'normal',
      })
      const headers = Object.fromEntries(
        Object.entries(asked.headers).map(([name, value]) => [name, String(value)]),
      )
      await post(fetch, asked.endpoint, headers, new Uint8Array(asked.body)).catch((error: unknown) => {
        if (error instanceof Undelivered && /answered 40[34]/.test(error.message))
          throw new Undelivered(error.message, { gone: true, forGood: true })
        throw error
      })
    },
  }
}
