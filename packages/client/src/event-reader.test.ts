import { describe, expect, it } from 'vitest';
import { readMessages } from './event-reader.ts';

/** A response that arrives in these pieces. */
function arriving(pieces: readonly Uint8Array[]): Response {
  return new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        controller.close();
      },
    }),
  );
}

const bytes = new TextEncoder().encode(
  'retry: 1000\n\nid: 7\nevent: change\ndata: {"subject":"trial 7: ü"}\n\n: still here\n\n' +
    'event: points\ndata: {"trials":[{"series":[{"metric":"Infinity","values":[1,"NaN","-Infinity"]}]}]}\n\nevent: cut',
);

describe('the messages of a stream', () => {
  it('are the same however the bytes arrive', async () => {
    for (const size of [1, 7, bytes.length]) {
      const pieces = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
      let heard = 0;
      const messages = await Array.fromAsync(readMessages(arriving(pieces), () => heard++));
      expect(messages).toEqual([
        { id: 7, name: 'change', data: { subject: 'trial 7: ü' } },
        {
          id: null,
          name: 'points',
          data: { trials: [{ series: [{ metric: 'Infinity', values: [1, Number.NaN, Number.NEGATIVE_INFINITY] }] }] },
        },
      ]);
      expect(heard).toBe(pieces.length);
    }
  });
});
