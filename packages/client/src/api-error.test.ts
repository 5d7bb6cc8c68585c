import { expect, it } from 'vitest';
import { ApiError } from './api-error.ts';

const body = (message: string, ...issues: readonly string[]) => ({
  ...({ schema: 'error/1', code: 'invalid' } as const),
  message,
  issues: issues.map((one) => ({ message: one, key: 'input.tooSmall', path: [] })),
});

it('says all that the server said, once', () => {
  const wrong = body('trials: 1 value is missing or cannot be used', 'limit is 0: it must be at least 1');
  const error = new ApiError(400, wrong);
  expect(error.message).toBe(`${wrong.message}\n  limit is 0: it must be at least 1`);
  expect(error.details).toEqual(['limit is 0: it must be at least 1']);
  expect(new ApiError(400, body('limit is 0', 'limit is 0')).message).toBe('limit is 0');
  expect(new ApiError(404, body('there is no trial 7')).message).toBe('there is no trial 7');
});
