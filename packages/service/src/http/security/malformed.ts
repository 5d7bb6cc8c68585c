/** Answers what is no request that the router could take: in the one shape of errors, and then the connection ends. */
import type { Socket } from 'node:net';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { errorDocument, type ErrorDocument } from '../../operations/error-document.ts';
import { headersOf } from './headers.ts';
import { Refusal, refusalDocument } from './refusal.ts';

export const malformedTexts = defineTexts('http-malformed', {
  headers: 'the headers are larger than {limit} bytes: ask for less at once',
  slow: 'the request did not arrive in time: send it again',
  unreadable: 'this is no request that can be read',
  address: 'the address cannot be read: {problem}',
});

/** Bytes of a request's first line and headers together. */
export const headerLimit = 16_384;

/** For Node's `clientError`. */
export function answerMalformed(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const { status, document } = toldOf(error.code);
    const body = JSON.stringify(document);
    const headers = {
      ...headersOf('data'),
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy(error);
}

/** An address that is no address: `%zz`. */
export function unreadableAddress(problem: string): AttuneError {
  return new AttuneError('invalid', malformedTexts.address({ problem }));
}

function toldOf(code: string | undefined): { readonly status: string; readonly document: ErrorDocument } {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return told('408 Request Timeout', malformedTexts.slow());
  if (code !== 'HPE_HEADER_OVERFLOW') return told('400 Bad Request', malformedTexts.unreadable());
  const refusal = new Refusal('too-large', malformedTexts.headers({ limit: headerLimit }));
  return { status: '431 Request Header Fields Too Large', document: refusalDocument(refusal) };
}

function told(status: string, message: ConstructorParameters<typeof AttuneError>[1]) {
  return { status, document: errorDocument(new AttuneError('invalid', message)) };
}
