import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { bits, context, integer, moment, octets, oid, sequence, setOf, utf8, yes } from './der.ts'

/** What a certificate says. */
interface Certified {
  /** Whose it is, as people see it. */
  name: string
  publicKey: KeyObject
  /** Who signs it, with the private key to `issuerPublicKey`; keys are on the curve P-256. */
  issuer: string
  issuerKey: KeyObject
  issuerPublicKey: KeyObject
  from: Date
  until: Date
  /** DNS names and IP addresses it stands for; without any it is a certificate authority's. */
  hosts?: readonly string[]
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))
const commonName = (name: string) => sequence(setOf(sequence(oid('2.5.4.3'), utf8(name))))

/** An X.509 v3 certificate as PEM (https://www.rfc-editor.org/rfc/rfc5280). */
export function createCertificate(certified: Certified): string {
  const { name, publicKey, issuer, issuerKey, from, until } = certified
  const serial = randomBytes(16)
  // Positive and of full length.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const body = sequence(
    context(0, integer(Buffer.of(2)), true),
    integer(serial),
    ecdsaWithSha256,
    commonName(issuer),
    sequence(moment(from), moment(until)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...extensions(certified)), true),
  )
  const signed = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, issuerKey)))
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function extensions({ publicKey, issuerPublicKey, hosts }: Certified): Buffer[] {
  const identified = [
    sequence(oid('2.5.29.14'), octets(octets(keyId(publicKey)))),
    sequence(oid('2.5.29.35'), octets(sequence(context(0, keyId(issuerPublicKey))))),
  ]
  if (!hosts) {
    // An authority that signs servers and no further authorities (path length 0): keyCertSign, cRLSign.
    return [
      ...identified,
      sequence(oid('2.5.29.19'), yes, octets(sequence(yes, integer(Buffer.of(0))))),
      sequence(oid('2.5.29.15'), yes, octets(bits(Buffer.of(0b0000_0110), 1))),
    ]
  }
  // A server: digitalSignature, serverAuth, and its names.
  return [
    ...identified,
    sequence(oid('2.5.29.19'), yes, octets(sequence())),
    sequence(oid('2.5.29.15'), yes, octets(bits(Buffer.of(0b1000_0000), 7))),
    sequence(oid('2.5.29.37'), octets(sequence(oid('1.3.6.1.5.5.7.3.1')))),
    sequence(oid('2.5.29.17'), octets(sequence(...hosts.map(generalName)))),
  ]
}

/** SHA-1 of the key's bits, a mere name (RFC 5280, 4.2.1.2); a P-256 point is the last 65 bytes of its envelope. */
function keyId(key: KeyObject): Buffer {
  const point = key.export({ type: 'spki', format: 'der' }).subarray(-65)
  return createHash('sha1').update(point).digest()
}

function generalName(host: string): Buffer {
  return isIP(host) ? context(7, addressBytes(host)) : context(2, Buffer.from(host, 'latin1'))
}

/** The 4 or 16 bytes of an IP address. */
function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  // The URL parser writes every IPv6 address as hexadecimal groups.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string) => text.split(':').filter((group) => group !== '')
  const [left, right] = [groups(head), groups(tail ?? '')]
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}
