import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Whom the issuer says has signed in there. */
export interface Claims {
  sub: string
  email: string
  email_verified: boolean
  name: string
}

/** An OpenID Connect issuer that answers any code with the claims it was told, signed by its key. */
export async function issuer({ keys = true } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const codes = new Map<string, { claims: Claims; nonce: string; forged: boolean }>()
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const http = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
    incoming.on('end', () => {
      outgoing.setHeader('content-type', 'application/json')
      outgoing.end(JSON.stringify(answer(incoming.url ?? '', new URLSearchParams(body))))
    })
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void http.close())
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  function answer(path: string, form: URLSearchParams): unknown {
    if (path === '/.well-known/openid-configuration') {
      return {
        issuer: address,
        authorization_endpoint: `${address}/authorize`,
        token_endpoint: `${address}/token`,
        ...(keys && { jwks_uri: `${address}/jwks` }),
        id_token_signing_alg_values_supported: ['RS256'],
      }
    }
    if (path === '/jwks')
      return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'uji', alg: 'RS256', use: 'sig' }] }
    const said = codes.get(form.get('code') ?? '')
    if (path !== '/token' || !said) return { error: 'invalid_grant' }
    const now = Math.floor(Date.now() / 1000)
    const { nonce, claims, forged } = said
    const payload = { iss: address, aud: 'ruang', iat: now, exp: now + 300, nonce, ...claims }
    const signed = `${encoded({ alg: 'RS256', kid: 'uji', typ: 'JWT' })}.${encoded(payload)}`
    const signature = sign('RSA-SHA256', Buffer.from(signed), forged ? stranger : privateKey)
    return {
      token_type: 'Bearer',
      access_token: 'x',
      id_token: `${signed}.${signature.toString('base64url')}`,
    }
  }

  /** A code with which the issuer sends a person back who asked by `url`. */
  const codeFor = (url: string, claims: Claims, forged = false) => {
    const code = randomUUID()
    codes.set(code, { claims, forged, nonce: new URL(url).searchParams.get('nonce') ?? '' })
    return code
  }
  return { address, codeFor }
}
