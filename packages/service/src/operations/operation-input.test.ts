import { AttuneError } from '@attune/core/errors';
import Type from 'typebox';
import { expect, it } from 'vitest';
import { checkInput } from './operation-input.ts';
import { documentOf, inputOf } from './operation.ts';

const operation = {
  name: 'paint',
  input: inputOf({
    wall: Type.String({ minLength: 1 }),
    coats: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    finish: Type.Optional(Type.Union([Type.Literal('matt'), Type.Literal('gloss')])),
    base: Type.Optional(Type.Enum(['oil', 'water'])),
    colours: Type.Optional(Type.Array(Type.Object({ name: Type.String() }))),
  }),
};

function messages(input: unknown, label?: (property: string) => string): readonly string[] {
  try {
    checkInput(operation, input, label);
  } catch (error) {
    if (error instanceof AttuneError && error.code === 'invalid')
      return error.issues.map(({ message }) => message.text);
    throw error;
  }
  return [];
}

it('returns input that fits, as it is', () => {
  const input = { wall: 'north', coats: 2 };
  expect(checkInput(operation, input)).toBe(input);
});

it.each([
  [{}, ['wall is missing: give it a value']],
  [{ wall: 3 }, ['wall is 3: it must be text']],
  [{ wall: 'n', coats: 1.5 }, ['coats is 1.5: it must be a whole number']],
  [{ wall: 'n', coats: 0 }, ['coats is 0: it must be at least 1']],
  [{ wall: 'n', coats: 9 }, ['coats is 9: it must be at most 5']],
  [{ wall: 'n', finish: 'satin' }, ['finish is "satin": use one of "matt", "gloss"']],
  [{ wall: 'n', base: 'acrylic' }, ['base is "acrylic": use one of "oil", "water"']],
  [{ wall: 'n', brush: 1 }, ['brush is not known to paint: leave it out']],
  [{ wall: 'n', colours: [{}] }, ['colours.0.name is missing: give it a value']],
  [
    { coats: 0, finish: 1 },
    [
      'wall is missing: give it a value',
      'coats is 0: it must be at least 1',
      'finish is 1: use one of "matt", "gloss"',
    ],
  ],
])('names every wrong value of %j once', (input, expected) => {
  expect(messages(input).toSorted()).toEqual([...expected].toSorted());
});

it('names properties as the caller knows them', () => {
  expect(messages({ wall: 'n', coats: 0 }, (property) => `--${property}`)).toEqual([
    '--coats is 0: it must be at least 1',
  ]);
});

it('marks documents with their name', () => {
  const schema = documentOf('paint', { done: Type.Boolean() });
  expect(schema.properties.schema.const).toBe('paint/1');
  expect(schema.required).toEqual(['schema', 'done']);
});
