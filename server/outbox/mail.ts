import { Undelivered, type Channel } from './channel.ts'
import type { Notice } from './notice.ts'

interface Post {
  url: string
  from: string
  /** Where the pages answer. */
  base: string
}

/** E-mail by SMTP: one message per notice; its Message-ID is the delivery's, the same at every try. */
export function mailChannel({ url, from, base }: Post): Channel {
  const domain = from.replace(/^.*@/, '').replace(/>.*$/, '')
  const open = async () =>
    // Loaded with the first message: a start need not wait for it.
    (await import('nodemailer')).createTransport({
      url,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  let opened: ReturnType<typeof open> | undefined
  return {
    send: async (target, { id, body }) => {
      const { title, timestamp, page } = JSON.parse(body) as Notice
      const text = `${title}\n\n${timestamp}\n${base}${page}\n`
      const message = {
        from,
        to: { name: target.name, address: target.address },
        subject: title,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      }
      const transport = await (opened ??= open())
      await transport.sendMail(message).catch((error: unknown) => {
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
        const reason = error instanceof Error ? error.message : 'SMTP failed'
        throw new Undelivered(reason.slice(0, 300), { forGood: code >= 500 && code < 600 })
      })
    },
  }
}
