import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFolder } from '../create-folder.ts'
import { createCertificate } from './certificate.ts'

const dayMs = 86_400_000
const authorityDays = 3_650
/** Tablets refuse server certificates of more than 825 days. */
const serverDays = 820
/** Clocks of kiosks that were long off may be behind. */
const slackMs = 2 * dayMs

/** The authority is there but cannot be used; one sentence for the operator. */
export class UnusableAuthority extends Error {}

interface Wanted {
  /** DNS names and addresses; undefined: those of the certificate before, else `usual`. */
  hosts: readonly string[] | undefined
  usual: readonly string[]
  /** Make a new authority in the place of the one there is. */
  force: boolean
  now: Date
}

/** The files of a certificate authority and of the server certificate it signed. */
export interface Issued {
  authority: X509Certificate
  server: X509Certificate
  hosts: readonly string[]
  /** Whether the authority is a new one, which every screen has yet to trust. */
  fresh: boolean
  files: { authority: string; cert: string; key: string }
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = (key: ReturnType<typeof createPrivateKey>) =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString()

/**
 * Makes what is missing in the folder: the authority once, the server's certificate every time anew. Throws
 * UnusableAuthority rather than replace an authority that screens may trust, unless it is forced to.
 */
export function issue(folder: string, { hosts: asked, usual, force, now }: Wanted): Issued {
  createFolder(folder)
  const files = {
    authority: join(folder, 'ca.crt'),
    authorityKey: join(folder, 'ca.key'),
    cert: join(folder, 'server.crt'),
    key: join(folder, 'server.key'),
  }
  const there = existsSync(files.authority) || existsSync(files.authorityKey)
  const fresh = force || !there
  if (fresh) makeAuthority(files, now)
  const authority = readAuthority(files, now)
  const hosts = asked ?? hostsOf(files.cert) ?? usual
  const { publicKey, privateKey } = newKeys()
  const until = Math.min(now.getTime() + serverDays * dayMs, authority.certificate.validToDate.getTime())
  const cert = createCertificate({
    name: 'Ruang Pantau',
    publicKey,
    issuer: commonNameOf(authority.certificate),
    issuerKey: authority.key,
    issuerPublicKey: createPublicKey(authority.key),
    from: new Date(now.getTime() - slackMs),
    until: new Date(until),
    hosts,
  })
  put(files.key, pem(privateKey))
  put(files.cert, cert)
  return { authority: authority.certificate, server: new X509Certificate(cert), hosts, fresh, files }
}

interface Files {
  authority: string
  authorityKey: string
}

function makeAuthority({ authority, authorityKey }: Files, now: Date): void {
  const { publicKey, privateKey } = newKeys()
  const name = `Ruang Pantau ${now.toISOString().slice(0, 10)}`
  const from = new Date(now.getTime() - slackMs)
  const until = new Date(now.getTime() + authorityDays * dayMs)
  const own = { name, publicKey, issuer: name, issuerKey: privateKey, issuerPublicKey: publicKey }
  rmSync(authority, { force: true })
  put(authorityKey, pem(privateKey))
  put(authority, createCertificate({ ...own, from, until }))
}

function readAuthority({ authority, authorityKey }: Files, now: Date) {
  const advice = '--force makes a new one, which every screen must then trust'
  try {
    const certificate = new X509Certificate(readFileSync(authority))
    const key = createPrivateKey(readFileSync(authorityKey))
    if (!certificate.checkPrivateKey(key)) throw new Error('its key is another one’s')
    if (certificate.validToDate <= now) throw new Error(`it ended on ${certificate.validTo}`)
    return { certificate, key }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it is broken'
    throw new UnusableAuthority(`${authority} cannot be used: ${reason}; ${advice}`)
  }
}

const commonNameOf = ({ subject }: X509Certificate): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? ''

/** The names in a certificate of before. */
function hostsOf(file: string): string[] | undefined {
  try {
    const { subjectAltName = '' } = new X509Certificate(readFileSync(file))
    const names = subjectAltName.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''))
    return names[0] ? names : undefined
  } catch {
    return undefined
  }
}

/** Whole or not there; for this account alone, whatever was there before. */
function put(file: string, text: string): void {
  const part = `${file}.part`
  rmSync(part, { force: true })
  writeFileSync(part, text, { mode: 0o600, flag: 'wx' })
  renameSync(part, file)
}
