import { BlockList, isIP } from 'node:net'
import type { Asker } from './asker.ts'

/** Whether a word names an address or a network: 10.0.0.7, 10.0.0.0/8, ::1, fd00::/8. */
export function isNetwork(word: string): boolean {
  const [address = '', prefix, ...more] = word.split('/')
  const longest = { 4: 32, 6: 128 }[isIP(address)]
  if (longest === undefined || more.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest)
}

/** Whether an address belongs to a proxy whose X-Forwarded-For is believed. */
type IsProxy = (address: string) => boolean

export function createIsProxy(networks: readonly string[]): IsProxy {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return (address) => isIP(address) > 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Where a request comes from: the peer, or, while that is a proxy of ours, whoever that proxy says came to it, read from
 * the right. What stands left of the first stranger was written by the stranger.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | string[] | undefined,
  isProxy: IsProxy,
): string {
  if (forwardedFor === undefined) return plain(peer)
  const hops = [forwardedFor].flat().join(',').split(',')
  let address = plain(peer)
  while (isProxy(address)) {
    const hop = plain((hops.pop() ?? '').trim())
    if (isIP(hop) === 0) return address
    address = hop
  }
  return address
}

/** Tells who asks by the peer's address and the headers; `networks` are the proxies that are believed. */
export function createAskerOf(
  networks: readonly string[],
): (peer: string, headers: Asker['headers']) => Asker {
  const isProxy = createIsProxy(networks)
  return (peer, headers) => ({ address: clientAddress(peer, headers['x-forwarded-for'], isProxy), headers })
}

/** An IPv4 address that came in IPv6 clothes counts as itself, an IPv6 address may stand in brackets, both with a port. */
function plain(address: string): string {
  const bare = address.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}
