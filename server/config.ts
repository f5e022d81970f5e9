import * as z from 'zod'
import { isNetwork } from './access/proxies.ts'

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a whole number from 0 to 65535')
const text = z.string().min(1)
const count = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((value) => value >= least && value <= most, error)
}

/** Words separated by blanks or commas, each of which fits. */
const words = (fits: (word: string) => boolean, error: string) =>
  z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((word) => word !== ''))
    .refine((list) => list.every(fits), error)
    .default([])
const isHost = (word: string): boolean =>
  /^[^/@?#]+$/.test(word) && URL.canParse(`http://${word}`) && new URL(`http://${word}`).hostname !== ''

/** The environment: one table in the README says the same. Empty values count as absent. */
const environment = z.object({
  PORT: port.prefault('3000'),
  HOST: text.default('127.0.0.1'),
  DATA_DIR: text.default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be absent (SQLite in DATA_DIR) or postgres://…')
    .refine(URL.canParse, 'must be an address: postgres://USER:PASSWORD@HOST:PORT/NAME, special signs as %XX')
    .optional(),
  REGION: z
    .string()
    .regex(/^\d\d\.\d\d$/, 'must be a regency code such as 52.02')
    .default('52.02'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }).optional(),
  TLS_CERT: text.optional(),
  TLS_KEY: text.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  FEEDS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  FIRMS_MAP_KEY: text.optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }).optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  BASEMAP: z
    .string()
    .regex(/^https?:\/\/\S+$|\.pmtiles$/, 'must be a .pmtiles file, or its http:// or https:// address')
    .optional(),
  CAP_URLS: text.optional(),
  OPEN311_URLS: text.optional(),
  SENSORTHINGS_URLS: text.optional(),
  MQTT_URL: z
    .url({ protocol: /^mqtts?$/, error: 'must be mqtt://USER:PASSWORD@HOST:PORT, or mqtts://… for TLS' })
    .optional(),
  MQTT_TOPICS: words(() => true, ''),
  MQTT_CA: text.optional(),
  BACKUP_DIR: text.optional(),
  BACKUP_COPY_DIR: text.optional(),
  BACKUP_HOURS: count(1, 24 * 7).prefault('24'),
  BACKUP_KEEP: count(1, 1_000).prefault('14'),
  RUANG_PASSPHRASE: text.optional(),
  FEED_PRIVATE_HOSTS: words(isHost, 'must be HOST or HOST:PORT, separated by blanks'),
  CAMERA_PRIVATE_HOSTS: words(isHost, 'must be HOST or HOST:PORT, separated by blanks'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be smtp://USER:PASSWORD@HOST:PORT or smtps://…' })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>@\r\n]*(<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be NAME <ADDRESS> or an address')
    .optional(),
  WEBHOOK_PRIVATE_HOSTS: words(isHost, 'must be HOST or HOST:PORT, separated by blanks'),
  TRUSTED_PROXIES: words(isNetwork, 'must be addresses or networks such as 10.0.0.0/8, separated by blanks'),
})

export interface Config extends z.infer<typeof environment> {
  tls: { cert: string; key: string } | undefined
  singleSignOn: { issuer: string; clientId: string; clientSecret: string } | undefined
}

/** A wrong value in the environment: one line for the operator, exit code 78. */
export class ConfigError extends Error {}

/** The address is right but taken: somebody else listens there. */
export class CannotListen extends Error {
  constructor(host: string, port: number) {
    super(`PORT: ${port} on ${host} is in use by another program`)
  }
}

/** Reads the configuration from the environment. Throws ConfigError, which names the variable and what it must be. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = environment.safeParse(present)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'is wrong'}`)
  }
  const { TLS_CERT, TLS_KEY, BACKUP_DIR, BACKUP_COPY_DIR, RUANG_PASSPHRASE } = read.data
  if (BACKUP_DIR && !RUANG_PASSPHRASE) throw new ConfigError('BACKUP_DIR: needs RUANG_PASSPHRASE')
  if (BACKUP_COPY_DIR && !BACKUP_DIR) throw new ConfigError('BACKUP_COPY_DIR: needs BACKUP_DIR')
  if (read.data.MQTT_URL && read.data.MQTT_TOPICS.length === 0)
    throw new ConfigError('MQTT_URL: needs MQTT_TOPICS, the topics to listen to')
  if (Boolean(TLS_CERT) !== Boolean(TLS_KEY)) throw new ConfigError('TLS_CERT and TLS_KEY: give both or none')
  const tls = TLS_CERT && TLS_KEY ? { cert: TLS_CERT, key: TLS_KEY } : undefined
  return { ...read.data, tls, singleSignOn: singleSignOn(read.data) }
}

/** Single sign-on needs all its values, and the public address that the issuer sends people back to. */
function singleSignOn(config: z.infer<typeof environment>): Config['singleSignOn'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config
  if (!issuer && !clientId && !clientSecret) return undefined
  if (!issuer || !clientId || !clientSecret)
    throw new ConfigError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: give all or none')
  if (!config.PUBLIC_URL)
    throw new ConfigError('OIDC_ISSUER: needs PUBLIC_URL, where the issuer sends people back')
  return { issuer, clientId, clientSecret }
}

/** `over` stands in the place of what the environment says; an empty value takes it away. */
export function configFromEnvironment(over: Record<string, string> = {}): Config {
  return readConfig({ ...process.env, ...over })
}

/** What the environment says of a name that only a command reads, e.g. RUANG_PASSPHRASE; empty counts as absent. */
export function fromEnvironment(name: string): string | undefined {
  return process.env[name] || undefined
}
