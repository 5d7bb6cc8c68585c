/**
 * How large JSON goes out: with a tag, so that a reader who has it is told so instead of sent it again, and compressed for
 * readers on other machines. What was sent lately is tagged and compressed once.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackAddress } from './security/loopback.ts';

/** Characters from which on it is worth it. */
const large = 4096;
/** Texts that are kept, with their tag and compressed form. */
const most = 32;
/** Characters of these texts together: a few of the largest tables, tens of megabytes of memory. */
const mostCharacters = 32 << 20;
/** Between speed and size: a table of 10,000 trials shrinks to a third in tens of milliseconds. */
const level = 4;

interface Sent {
  readonly tag: string;
  compressed?: Promise<Buffer>;
}

const compress = promisify(gzip);

export function sendLargeJson(server: FastifyInstance): void {
  const sentOf = keepSent(mostCharacters);

  server.addHook('onSend', async (request, reply, payload) => {
    const json = String(reply.getHeader('content-type') ?? '').startsWith('application/json');
    const read = request.method === 'GET' && reply.statusCode === 200;
    if (!json || !read || typeof payload !== 'string' || payload.length < large) return payload;
    const known = sentOf(payload);
    void reply.header('etag', known.tag).header('vary', 'accept-encoding').header('cache-control', 'no-cache');
    if (tagsOf(request).includes(known.tag)) {
      void reply.code(304).removeHeader('content-length');
      return '';
    }
    if (!compresses(request, reply)) return payload;
    void reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return (known.compressed ??= compress(payload, { level }));
  });
}

/** What is kept of a text: the same each time while it is kept, and so many characters of the latest texts are. */
export function keepSent(mostCharacters: number): (text: string) => Sent {
  /** Least recently sent first. */
  const sent = new Map<string, Sent>();
  let characters = 0;

  return (text) => {
    const known = sent.get(text) ?? { tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
    if (!sent.delete(text)) characters += text.length;
    sent.set(text, known);
    for (const [oldest] of sent) {
      if (sent.size <= most && characters <= mostCharacters) break;
      sent.delete(oldest);
      characters -= oldest.length;
    }
    return known;
  };
}

/** Tags of what the reader has; a weak one means the same. */
function tagsOf(request: FastifyRequest): readonly string[] {
  const given = request.headers['if-none-match'] ?? '';
  return given.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}

/** On one machine copying is quicker than compressing. */
function compresses({ headers, ip }: FastifyRequest, reply: FastifyReply): boolean {
  const accepted = /(^|[\s,])gzip(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(headers['accept-encoding'] ?? '');
  return accepted && !isLoopbackAddress(ip) && reply.getHeader('content-encoding') === undefined;
}
