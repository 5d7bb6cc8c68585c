/** Answers requests of one route by its operation: input checked on the way in, the result on the way out. */
import { Compile } from 'typebox/compile';
import { perform } from '../operations/operation-input.ts';
import type { Context } from '../operations/operation.ts';
import { named } from './named.ts';
import { isPlainJson } from './plain-json.ts';
import { requestInput, type RequestParts } from './request-input.ts';
import type { RouteParts } from './route-path.ts';

/** The result as JSON text, with NaN and infinities by name. Throws what the operation throws. */
export type Answer = (context: Context, request: RequestParts) => Promise<string>;

export function answerOf(route: RouteParts): Answer {
  const published = Compile(route.operation.result);
  const accepted = Compile(route.operation.input);
  /** A document that an operation keeps and gives again has the same text. */
  const texts = new WeakMap<object, string>();
  return async (context, request) => {
    const input = requestInput(route, request);
    // Large inputs come often: only what is refused is looked at closely, to say why.
    const result: unknown = accepted.Check(input)
      ? await route.operation.run(context, input)
      : await perform(route.operation, context, input);
    const kept = typeof result === 'object' && result !== null ? result : {};
    const known = texts.get(kept);
    if (known !== undefined) return known;
    // What needs no name for its numbers is written much faster, and is what a reader will read.
    const plain = isPlainJson(result);
    const text = plain ? JSON.stringify(result) : JSON.stringify(result, named);
    const sent: unknown = plain ? result : JSON.parse(text);
    // A result that is not what was published is a defect of ours: it must not reach a program that trusts the schema.
    if (published.Check(sent)) {
      texts.set(kept, text);
      return text;
    }
    const [error] = published.Errors(sent);
    const where = error === undefined ? '' : ` at ${error.instancePath}: ${error.message}`;
    throw new TypeError(`the result of ${route.operation.name} breaks its schema${where}`);
  };
}
