import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import type { Store } from './store.ts'
import {
  addressHeader,
  authPath,
  cookiePrefix,
  longestPassword,
  oidcProvider,
  shortestPassword,
} from './auth-names.ts'
import { hashPassword, verifyPassword, type Cost } from './passwords.ts'

/** Single sign-on: an OpenID Connect issuer and the client it knows us as. */
export interface SingleSignOn {
  issuer: string
  clientId: string
  clientSecret: string
}

export interface AuthParts {
  store: Store
  secret: Uint8Array
  /** Where others reach this server, e.g. https://ruang.example.go.id. */
  origin: string
  secure: boolean
  singleSignOn: SingleSignOn | undefined
  /** What a new password costs to work out, if not what is due in earnest. */
  passwords?: Cost | undefined
}

const day = 86_400

/** better-auth on access.db or PostgreSQL: nobody signs up by himself, roles are never taken from input, nothing is told to its makers. */
export async function createAuth(parts: AuthParts) {
  const { store, secret, origin, secure, singleSignOn, passwords } = parts
  const auth = betterAuth({
    appName: 'Ruang Pantau',
    database: store.database,
    secret: Buffer.from(secret).toString('base64url'),
    baseURL: origin,
    basePath: authPath,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      password: {
        hash: (password) => hashPassword(password, passwords),
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    user: { additionalFields: { role: { type: 'string', required: false, input: false, defaultValue: '' } } },
    // Ends three days after its last use; sessions.ts ends it for good after 30.
    session: { expiresIn: 3 * day, updateAge: 3_600 },
    account: {
      encryptOAuthTokens: true,
      // An account of the issuer is joined to a person by an address that the issuer has verified, never by its word alone.
      accountLinking: { enabled: true },
      // What is under way stands in the browser's cookie: asking to sign in writes nothing here.
      storeStateStrategy: 'cookie',
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      twoFactor({ issuer: 'Ruang Pantau' }),
      genericOAuth({ config: singleSignOn ? [providerOf(singleSignOn)] : [] }),
    ],
  })
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
  return auth
}

function providerOf({ issuer, clientId, clientSecret }: SingleSignOn) {
  return {
    providerId: oidcProvider,
    clientId,
    clientSecret,
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    scopes: ['openid', 'email', 'profile'],
    // Who may come in, and as what, is said by an administrator beforehand.
    disableSignUp: true,
    disableImplicitSignUp: true,
  }
}

export type Auth = Awaited<ReturnType<typeof createAuth>>
