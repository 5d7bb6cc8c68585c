/** Headers of every answer: what a browser may do with it. */
import type { FastifyReply } from 'fastify';

/**
 * Pages run only the dashboard's own files, talk only to their server, stand in no frame, and send no form. Styles may be
 * written inline, since the component library and the figures do so; that lets nothing run, and inserted text cannot use it.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** An answer of the API is data, and no page of its own. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  // For browsers that do not know frame-ancestors.
  'x-frame-options': 'DENY',
};

export function headersOf(kind: 'page' | 'data'): Readonly<Record<string, string>> {
  return kind === 'page'
    ? { ...always, 'content-security-policy': pagePolicy }
    : { ...always, 'content-security-policy': dataPolicy, 'cache-control': 'no-store' };
}

export function secure(reply: FastifyReply, kind: 'page' | 'data'): void {
  void reply.headers(headersOf(kind));
}
