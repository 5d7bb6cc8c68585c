import { expect, it } from 'vitest';
import { typedAfter, type TypedAhead } from './typed-ahead.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
const after = (keys: readonly string[]) =>
  keys.reduce<TypedAhead | null>((before, key) => before && typedAfter(before, { ...plain, key }), {
    text: '',
    entered: false,
  });

it('keeps what is typed as a field would, up to Enter', () => {
  expect(after(['t', '8', 'Backspace', '7'])).toEqual({ text: 't7', entered: false });
  expect(after(['t', '7', 'Enter', 'x'])).toEqual({ text: 't7', entered: true });
});

it('leaves keys alone that are no text', () => {
  expect(after(['ArrowDown'])).toBeNull();
  expect(typedAfter({ text: '', entered: false }, { ...plain, key: 'c', ctrlKey: true })).toBeNull();
});
