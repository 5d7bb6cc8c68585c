import { expect, it } from 'vitest';
import { connection, findConnection, knownUntil, loseConnection } from './connection.ts';

it('is known until the first of several failures in a row, and again from the next answer on', () => {
  expect(knownUntil.get()).toBeNull();
  loseConnection(1_000);
  loseConnection(5_000);
  expect([connection.get(), knownUntil.get()]).toEqual(['lost', 1_000]);
  findConnection();
  expect([connection.get(), knownUntil.get()]).toEqual(['live', null]);
  loseConnection(9_000);
  expect(knownUntil.get()).toBe(9_000);
});
