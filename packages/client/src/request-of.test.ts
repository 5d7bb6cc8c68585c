import { describe, expect, it } from 'vitest';
import { requestOf } from './request-of.ts';

describe('a call as a request', () => {
  it('fills the path and writes the rest of a GET into the query, lists with commas', () => {
    expect(
      requestOf('GET /rounds/{round}/table', { round: 2, metrics: ['valid/loss', 'a&b'], sort: undefined }),
    ).toEqual({
      method: 'GET',
      path: '/rounds/2/table?metrics=valid%2Floss%2Ca%26b',
      body: undefined,
    });
  });

  it('writes the rest of a POST into the body', () => {
    expect(requestOf('POST /trials/{trial}/tell', { trial: 3, state: 'completed' })).toEqual({
      method: 'POST',
      path: '/trials/3/tell',
      body: { state: 'completed' },
    });
  });

  it('escapes what stands in the path', () => {
    expect(requestOf('GET /rounds/{round}/figures/{id}', { round: 1, id: '../x y' }).path).toBe(
      '/rounds/1/figures/..%2Fx%20y',
    );
  });
});
