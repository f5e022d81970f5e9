import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import { issue, UnusableAuthority, type Issued } from '../tls/authority.ts'
import { misused, words, type Run } from './command.ts'
import { exit, Failure } from './failure.ts'

/** As this machine calls itself, whatever others call it. */
const ownNames = ['localhost', '127.0.0.1', '::1']
const usage = 'tls init [--host NAME_OR_ADDRESS …] [--force]'

/** `ruang tls init`: a certificate authority of this installation's own, and the server's certificate; again: renews it. */
export const tls: Run = async ({ args, config, print }) => {
  const options = { host: { type: 'string', multiple: true }, force: { type: 'boolean' } } as const
  const { values, positionals } = words(args, usage, options, 1)
  if (positionals[0] !== 'init') throw misused('tls init', usage)
  const hosts = values.host && [...new Set([...values.host.map(hostFrom), ...ownNames])]
  const settings = config()
  const folder = resolve(join(settings.DATA_DIR, 'tls'))
  try {
    const wanted = { hosts, usual: usualHosts(settings), force: values.force ?? false, now: new Date() }
    for (const line of report(issue(folder, wanted))) print(line)
    return exit.done
  } catch (error) {
    if (error instanceof UnusableAuthority) throw new Failure(error.message)
    throw error
  }
}

/** A name as certificates have it (lower case, ASCII), or an address. */
function hostFrom(given: string): string {
  const bare = given.replace(/^\[(.*)\]$/, '$1')
  if (isIP(bare)) return bare
  const url = URL.parse(`http://${given}`)
  if (url?.href === `http://${url?.hostname}/` && /^[a-z0-9.-]{1,253}$/.test(url.hostname))
    return url.hostname
  throw misused(`--host: ${JSON.stringify(given)} is no name or address`, usage)
}

/** How this machine is called and reached, as far as it knows itself. */
function usualHosts({ PUBLIC_URL, HOST }: Config): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .map(({ address }) => address)
  const own = hostname().toLowerCase()
  const named = [
    ...(PUBLIC_URL ? [new URL(PUBLIC_URL).hostname.replace(/^\[|\]$/g, '')] : []),
    ...(/^[a-z0-9.-]+$/.test(own) ? [own] : []),
    ...(/^(0\.0\.0\.0|::)$/.test(HOST) ? [] : [HOST]),
  ]
  return [...new Set([...named, ...ownNames, ...addresses])]
}

function report({ authority, server, hosts, fresh, files }: Issued): string[] {
  const day = (date: Date) => date.toISOString().slice(0, 10)
  return [
    `TLS_CERT=${files.cert}`,
    `TLS_KEY=${files.key}`,
    '',
    `stands for: ${hosts.join(' ')}`,
    `until: ${day(server.validToDate)}; run this again before that, then restart the server`,
    '',
    fresh
      ? 'A new authority: every screen must trust it once. Copy this file to the screen and compare the fingerprint:'
      : 'The authority is the one of before: what trusts it goes on trusting. Its file and fingerprint:',
    `  ${files.authority}`,
    `  SHA-256 ${authority.fingerprint256}`,
    '  Chromium on Linux (package libnss3-tools), as the user who runs it:',
    '    mkdir -p ~/.pki/nssdb && certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n ruang-pantau -i ca.crt',
    '  Android: Settings, Security, Install a certificate, CA certificate',
    '  iPad: open the file, install the profile, then Settings, General, About, Certificate Trust Settings',
    `ca.key signs certificates that these screens believe: it stays in ${files.authority.replace(/ca\.crt$/, '')}.`,
  ]
}
