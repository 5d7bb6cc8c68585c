/** What the shell is offered for a trial or a round: asked of the operations, silently empty where they cannot answer. */
import { operationNamed } from '../operations/registry.ts';
import type { Context, Operation } from '../operations/operation.ts';
import { perform } from '../operations/operation-input.ts';
import type { Candidates } from './command.ts';

/** Which operation lists them, under which property, and which property of each is its number. */
const sources: Readonly<Record<Exclude<Candidates, 'file' | 'directory'>, Source>> = {
  trial: { operation: 'trials', list: 'trials', number: 'trial' },
  round: { operation: 'status', list: 'rounds', number: 'round' },
};

interface Source {
  readonly operation: string;
  readonly list: string;
  readonly number: string;
}

/** Numbers as text; `find` gives an operation by its name. */
export async function candidates(
  kind: string,
  context: Context,
  find: (name: string) => Operation | undefined = operationNamed,
): Promise<readonly string[]> {
  if (kind !== 'trial' && kind !== 'round') return [];
  const source = sources[kind];
  const operation = find(source.operation);
  if (operation === undefined) return [];
  try {
    const result: unknown = await perform(operation, context, {});
    const list = property(result, source.list);
    return Array.isArray(list) ? list.flatMap((row: unknown) => numberOf(property(row, source.number))) : [];
  } catch {
    // Completion has no place for messages: the command itself will say what is wrong.
    return [];
  }
}

function numberOf(value: unknown): readonly string[] {
  return typeof value === 'number' ? [String(value)] : [];
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
