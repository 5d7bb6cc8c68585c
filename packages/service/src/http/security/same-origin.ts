/**
 * Whether a request can have been sent by a page of somebody else's. Browsers say where a page is from: newer ones in
 * `Sec-Fetch-Site`, all of them in `Origin` with a request that changes something; programs say neither.
 */
import type { IncomingHttpHeaders } from 'node:http';

export function fromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  // `none`: typed by the user. `same-site` is another port or a neighbouring name, and so another program.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin, host } = headers;
  return origin !== undefined && !sameHost(origin, host);
}

/** `null` is what a sandboxed page calls itself. The scheme may differ, behind a proxy that adds TLS. */
function sameHost(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase().replace(/:(?:80|443)$/, '');
}
