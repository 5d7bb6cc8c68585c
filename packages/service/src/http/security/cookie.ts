/**
 * The cookie that keeps a browser signed in. No script can read it, and no page of another site makes the browser send it.
 * Its name holds the port, since browsers send a cookie to all ports of a host: two projects must not sign each other out.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Seconds that a browser stays signed in: a month. The token may end sooner. */
const longest = 30 * 24 * 3600;

export function tokenIn(headers: IncomingHttpHeaders): string | null {
  const name = nameFor(headers);
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key = '', value = ''] = part.trim().split('=', 2);
    if (key === name && value !== '') return value;
  }
  return null;
}

/** `seconds`: until the token ends; null: never. */
export function cookieOf(headers: IncomingHttpHeaders, token: string, seconds: number | null): string {
  return written(headers, token, Math.max(1, Math.floor(Math.min(seconds ?? longest, longest))));
}

export function noCookie(headers: IncomingHttpHeaders): string {
  return written(headers, '', 0);
}

function written(headers: IncomingHttpHeaders, value: string, seconds: number): string {
  // A proxy that adds TLS says so: from then on the browser sends the cookie no other way.
  const encrypted = headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  return `${nameFor(headers)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${encrypted}`;
}

function nameFor({ host = '' }: IncomingHttpHeaders): string {
  const [, port = 'web'] = /:(\d{1,5})$/.exec(host) ?? [];
  return `attune_${port}`;
}
