/**
 * Reads that were sent before the page that wants them was loaded: the answer is on its way while the browser still reads
 * the page's code. Each answer is taken once, by the first read that asks the same.
 */
import type { Api, Route } from '@attune/client';
import { client } from './client.ts';

type Read = Extract<Route, `GET ${string}`>;

/** An answer that nobody took until then is of another moment; milliseconds. */
const fresh = 10_000;

interface Early {
  readonly answer: Promise<unknown>;
  readonly asked: number;
}

const early = new Map<string, Early>();

export function askEarly<R extends Read>(route: R, input: Api[R]['input']): Promise<Api[R]['result']> {
  const answer = client.call(route, input);
  // Whoever takes it hears of a failure; nobody else has to.
  answer.catch(() => undefined);
  early.set(nameOf(route, input), { answer, asked: performance.now() });
  return answer;
}

/** Undefined where it was not asked early, or long ago. */
export function takeEarly<R extends Read>(route: R, input: Api[R]['input']): Promise<Api[R]['result']> | undefined {
  const name = nameOf(route, input);
  const found = early.get(name);
  early.delete(name);
  if (found === undefined || performance.now() - found.asked > fresh) return undefined;
  return found.answer as Promise<Api[R]['result']>;
}

function nameOf(route: string, input: object): string {
  return JSON.stringify([route, Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
