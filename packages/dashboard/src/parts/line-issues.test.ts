import { describe, expect, it } from 'vitest';
import { ApiError } from '@attune/client';
import { lineIssues, lineRange } from './line-issues.ts';

function refused(issues: ApiError['body']['issues']): ApiError {
  return new ApiError(400, { schema: 'error/1', code: 'invalid', message: 'the file is wrong', issues });
}

const issue = (message: string, line: number) => ({
  message,
  key: 'k',
  path: [],
  place: { file: 'a', line, column: 3 },
});

describe('issues at their lines', () => {
  it('are in the order of lines', () => {
    const found = lineIssues(refused([issue('later', 9), issue('first', 2), { message: 'whole', key: 'k', path: [] }]));
    expect(found.map(({ message, line }) => [message, line])).toEqual([
      ['whole', null],
      ['first', 2],
      ['later', 9],
    ]);
  });

  it('are the message where the server names none', () => {
    expect(lineIssues(refused([]))).toEqual([{ message: 'the file is wrong', line: null, column: null }]);
    expect(lineIssues(null)).toEqual([]);
  });
});

describe('the range of a line', () => {
  it.each([
    [1, 'goal: x'],
    [2, ''],
    [3, 'last'],
    [9, ''],
  ])('line %i is %j', (line, words) => {
    const text = 'goal: x\n\nlast';
    const { start, end } = lineRange(text, line);
    expect(text.slice(start, end)).toBe(words);
  });
});
