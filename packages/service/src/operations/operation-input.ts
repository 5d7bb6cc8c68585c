/** The one door into operations: input is checked against the operation's schema, then the operation runs. */
import { AttuneError, type Issue } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';
import type { Context, Operation } from './operation.ts';

export const inputTexts = defineTexts('input', {
  refused: '{operation}: {count} {count|value is|values are} missing or cannot be used',
  missing: '{field} is missing: give it a value',
  unknown: '{field} is not known to {operation}: leave it out',
  notOneOf: '{field} is {value}: use one of {allowed}',
  notType: '{field} is {value}: it must be {expected}',
  tooSmall: '{field} is {value}: it must be at least {limit}',
  tooLarge: '{field} is {value}: it must be at most {limit}',
  wrong: '{field} is {value}: it {problem}',
});

/** Runs an operation on unchecked input; `label` names a property as the caller's user knows it (`--max-steps`). */
export async function perform<I extends TSchema, R extends TSchema>(
  operation: Operation<I, R>,
  context: Context,
  input: unknown,
  label: (property: string) => string = (property) => property,
): Promise<Static<R>> {
  return operation.run(context, checkInput(operation, input, label));
}

/** The input as the operation's type; throws `invalid` with one issue for each thing that is wrong. */
export function checkInput<I extends TSchema>(
  operation: Pick<Operation<I>, 'name' | 'input'>,
  input: unknown,
  label: (property: string) => string = (property) => property,
): Static<I> {
  const errors = Value.Errors(operation.input, input);
  if (errors.length === 0) return input as Static<I>;
  const name = operation.name.replaceAll('-', ' ');
  const issues = describe(errors, input, name, label);
  throw new AttuneError('invalid', inputTexts.refused({ operation: name, count: issues.length }), { issues });
}

type SchemaErrors = ReturnType<typeof Value.Errors>;

/** One issue per place: a union that nothing matched is told by its allowed values, not by each refusal. */
function describe(
  errors: SchemaErrors,
  input: unknown,
  operation: string,
  label: (property: string) => string,
): readonly Issue[] {
  const issues = new Map<string, Issue>();
  const add = (path: readonly string[], message: Message): void => {
    const key = path.join('/');
    if (!issues.has(key)) issues.set(key, { path, message });
  };
  const unions = new Set(errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath));
  for (const error of errors) {
    const path = error.instancePath.split('/').slice(1);
    const field = (extra: readonly string[] = []): string => named([...path, ...extra], label);
    const value = shownValue(at(input, path));
    if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties)
        add([...path, name], inputTexts.missing({ field: field([name]) }));
    } else if (error.keyword === 'additionalProperties') {
      for (const name of error.params.additionalProperties) {
        add([...path, name], inputTexts.unknown({ field: field([name]), operation }));
      }
    } else if (error.keyword === 'anyOf') {
      const allowed = errors.flatMap((other) =>
        other.keyword === 'const' && other.instancePath === error.instancePath
          ? [shownValue(other.params.allowedValue)]
          : [],
      );
      if (allowed.length === 0) add(path, inputTexts.wrong({ field: field(), value, problem: error.message }));
      else add(path, inputTexts.notOneOf({ field: field(), value, allowed: allowed.join(', ') }));
    } else if (error.keyword === 'enum') {
      const allowed = error.params.allowedValues.map(shownValue).join(', ');
      add(path, inputTexts.notOneOf({ field: field(), value, allowed }));
    } else if (error.keyword === 'boolean' || unions.has(error.instancePath)) {
      continue;
    } else if (error.keyword === 'type') {
      const expected = [error.params.type].flat().map((type) => articles[type] ?? type);
      add(path, inputTexts.notType({ field: field(), value, expected: expected.join(' or ') }));
    } else if (error.keyword === 'minimum') {
      add(path, inputTexts.tooSmall({ field: field(), value, limit: String(error.params.limit) }));
    } else if (error.keyword === 'maximum') {
      add(path, inputTexts.tooLarge({ field: field(), value, limit: String(error.params.limit) }));
    } else {
      add(path, inputTexts.wrong({ field: field(), value, problem: error.message }));
    }
  }
  return [...issues.values()];
}

const articles: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function named(path: readonly string[], label: (property: string) => string): string {
  const [first = 'the input', ...rest] = path;
  return [path.length === 0 ? first : label(first), ...rest].join('.');
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function shownValue(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
