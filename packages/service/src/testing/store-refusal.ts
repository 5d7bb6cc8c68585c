import { AttuneError, type ErrorCode } from '@attune/core/errors';
import { expect } from 'vitest';

/** Expects that what was asked of a store was refused. */
export async function expectRefusal(answer: Promise<unknown>, code: ErrorCode, message: RegExp): Promise<void> {
  const error: unknown = await answer.then(
    () => 'no refusal',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AttuneError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
}
