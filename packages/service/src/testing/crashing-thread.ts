/** In place of the analyst's thread: ends on orders of round 13, refuses others as if nothing were there. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', ({ round }: { readonly round: number }) => {
  if (round === 13) process.exit(1);
  const detail = { key: 'test', values: {}, text: `there is no round ${round}` };
  parentPort?.postMessage({ kind: 'refused', code: 'not-found', detail });
});
