import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A browser's half of a subscription (RFC 8291, section 2). */
export function browserKeys() {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const auth = randomBytes(16)
  return {
    pair,
    auth,
    keys: { p256dh: pair.getPublicKey().toString('base64url'), auth: auth.toString('base64url') },
  }
}
type Browser = ReturnType<typeof browserKeys>

/** What only that browser reads: https://www.rfc-editor.org/rfc/rfc8291#section-3.4 in the coding of RFC 8188. */
export function decrypted(body: Buffer, { pair, auth }: Browser): string {
  const salt = body.subarray(0, 16)
  const length = body.readUInt8(20)
  const sender = body.subarray(21, 21 + length)
  const sealed = body.subarray(21 + length)
  const derive = (key: Buffer, from: Buffer, info: Buffer, size: number) =>
    Buffer.from(hkdfSync('sha256', key, from, info, size))
  const who = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender])
  const material = derive(pair.computeSecret(sender), auth, who, 32)
  const key = derive(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createDecipheriv('aes-128-gcm', key, nonce)
  cipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
  // One record: what it says, the byte 2, and padding.
  return plain.subarray(0, plain.lastIndexOf(2)).toString()
}

/** Who pushed, by RFC 8292: the claims, where the key in the header signed them for `audience` and they hold; else nothing. */
export function vapidClaims(authorization: string, audience: string): Record<string, unknown> | undefined {
  const [, token = '', key = ''] = /^vapid t=(.*?), ?k=(.*)$/.exec(authorization) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const raw = Buffer.from(key, 'base64url')
  const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((part) => part.toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', x, y }
  const genuine = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
  const lasts = Number(read['exp']) - Date.now() / 1000
  return genuine && read['aud'] === audience && lasts > 0 && lasts <= 86_400 ? { ...read, key } : undefined
}

/** A push service on this machine that takes nothing unsigned, as the real ones do. */
export async function pushService(): Promise<{ address: string; pushed: Buffer[]; close: () => void }> {
  const pushed: Buffer[] = []
  const http = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { authorization = '', ttl } = request.headers
      const coded = request.headers['content-encoding'] === 'aes128gcm'
      const claims = vapidClaims(authorization, address)
      if (!claims || !ttl || !coded) return void response.writeHead(claims ? 400 : 403).end()
      pushed.push(Buffer.concat(chunks))
      response.writeHead(201).end()
    })
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return { address, pushed, close: () => http.close() }
}
