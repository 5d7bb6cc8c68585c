/** What makes a range impossible: its ends, its scale, or what the hyperparameter is. */
import type { Message } from '../texts/index.ts';
import { display } from './display.ts';
import type { RangeHyperparameter } from './hyperparameter.ts';
import { naturalLimits } from './meaning.ts';
import { limitProblem, wholeProblem } from './number.ts';
import { spaceTexts } from './space-texts.ts';

export interface RangeProblem {
  readonly message: Message;
  /** 0 for the low end, 1 for the high end; absent where it concerns the range as a whole. */
  readonly end?: 0 | 1;
}

/** Everything that is wrong with a range of finite ends; empty where it is sound. */
export function rangeProblems(range: RangeHyperparameter): readonly RangeProblem[] {
  const { id: name, low, high } = range;
  if (low > high) return [{ message: spaceTexts.rangeReversed({ name, low: display(low), high: display(high) }) }];
  if (low === high) return [{ message: spaceTexts.rangeOfOne({ name, low: display(low) }) }];
  if (!Number.isFinite(high - low)) {
    return [{ message: spaceTexts.rangeTooWide({ name, low: display(low), high: display(high) }) }];
  }
  const problems = kindProblems(range);
  // An end that is impossible at all need not be told that its scale does not reach it either.
  return [...problems, ...scaleProblems(range).filter(({ end }) => !problems.some((problem) => problem.end === end))];
}

/** Whole numbers and natural limits; at most one problem for each end. */
function kindProblems({ kind, id: name, meaning, low, high }: RangeHyperparameter): readonly RangeProblem[] {
  if (kind === 'float' && meaning !== undefined && naturalLimits(meaning).integer) {
    return [{ message: spaceTexts.needsInteger({ name, meaning }) }];
  }
  const ends = [
    [0, low],
    [1, high],
  ] as const;
  return ends.flatMap(([end, value]) => {
    const whole = kind === 'integer' ? wholeProblem(name, value) : undefined;
    const message = whole ?? limitProblem(name, meaning, value);
    return message === undefined ? [] : [{ end, message }];
  });
}

function scaleProblems({ kind, id: name, low, high, scale }: RangeHyperparameter): readonly RangeProblem[] {
  switch (scale) {
    case 'linear':
      return [];
    case 'log':
      return low > 0 ? [] : [{ end: 0, message: spaceTexts.logNeedsPositive({ name, low: display(low) }) }];
    case 'reverse-log':
      if (kind === 'integer') return [{ message: spaceTexts.reverseLogInteger({ name }) }];
      return high < 1 ? [] : [{ end: 1, message: spaceTexts.reverseLogNeedsBelowOne({ name, high: display(high) }) }];
  }
}
