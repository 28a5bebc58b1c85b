/** Where this machine is reached. */
import { networkInterfaces } from 'node:os'

/** IPv4 addresses of this machine on its networks, private ones first. */
export function lanAddresses(): readonly string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
    )
    .map(({ address }) => address)
  return [...addresses.filter(isPrivate), ...addresses.filter(address => !isPrivate(address))]
}

/** Loopback or private (RFC 1918, RFC 4193): such a peer may be a proxy of ours, a public one never. */
export function isPrivate(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '')
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:)/i.test(plain)
}

/** True for a listening address that stands for all of the machine's. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
