/** Which addresses are this machine's alone. */
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Of an IP address; one of version 4 may be written as one of version 6. */
export function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  return version !== 0 && loopback.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Of a name or address. Names other than `localhost` and those below it may be anybody's, whatever they lead to at the
 * moment: a page can make its own name lead here.
 */
export function isLoopbackHost(host: string): boolean {
  const plain = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return plain === 'localhost' || plain.endsWith('.localhost') || isLoopbackAddress(plain);
}

/** The host of a `Host` header, without its port; null where it cannot be read. */
export function hostIn(header: string | undefined): string | null {
  const [, host] = /^(\[[\da-f:.]+\]|[^\s:/@[\]]+)(?::\d{1,5})?$/i.exec(header ?? '') ?? [];
  return host ?? null;
}
