import { expect, it } from 'vitest';
import { isSealed } from './sealed.ts';

it('seals what stands under test/, and nothing else', () => {
  expect(['test/error', 'test/', 'test/per class/3'].map(isSealed)).toEqual([true, true, true]);
  expect(['valid/error', 'latest/error', 'test_error', 'test', 'Test/error'].map(isSealed)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
