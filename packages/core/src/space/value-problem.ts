/** Whether one hyperparameter can have one value. */
import type { Message } from '../texts/index.ts';
import { display, displayList } from './display.ts';
import type { Hyperparameter, RangeHyperparameter, Value } from './hyperparameter.ts';
import { nearest } from './nearest.ts';
import { areNumbers } from './numbers.ts';
import { limitProblem, readNumber, wholeProblem } from './number.ts';
import { spaceTexts } from './space-texts.ts';
import { holds } from './unit.ts';

/**
 * Where a value may lie: `inside` the range or values; or, for numbers, `anywhere` that the type and the natural limits
 * permit, since a baseline or a constant need not lie where a study searches.
 */
export type Reach = 'inside' | 'anywhere';

/** What is wrong with a value; undefined where nothing is. `off` is always possible. */
export function valueProblem(hyperparameter: Hyperparameter, value: unknown, reach: Reach): Message | undefined {
  if (value === hyperparameter.off && value !== undefined) return undefined;
  if (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') {
    return rangeProblem(hyperparameter, value, reach);
  }
  const values: readonly Value[] =
    hyperparameter.kind === 'choice' ? hyperparameter.branches.map(({ label }) => label) : hyperparameter.values;
  if (values.some((known) => known === value)) return undefined;
  const { id: name, meaning } = hyperparameter;
  if (hyperparameter.kind === 'discrete' && areNumbers(values, hyperparameter.off)) {
    const read = readNumber(name, value);
    if (!read.ok) return read.message;
    const impossible = limitProblem(name, meaning, read.value);
    if (impossible !== undefined || reach === 'anywhere') return impossible;
  }
  const texts = values.filter((known) => typeof known === 'string');
  const near = typeof value === 'string' ? nearest(value, texts) : undefined;
  const shared = { name, value: display(value), values: displayList(values) };
  return near === undefined
    ? spaceTexts.unknownValue(shared)
    : spaceTexts.unknownValueNear({ ...shared, nearest: display(near) });
}

function rangeProblem(range: RangeHyperparameter, value: unknown, reach: Reach): Message | undefined {
  const { id: name, kind, meaning, low, high } = range;
  const read = readNumber(name, value);
  if (!read.ok) return read.message;
  const whole = kind === 'integer' ? wholeProblem(name, read.value) : undefined;
  const problem = whole ?? limitProblem(name, meaning, read.value);
  if (problem !== undefined || reach === 'anywhere' || holds(range, read.value)) return problem;
  return spaceTexts.outsideRange({ name, value: display(read.value), low: display(low), high: display(high) });
}
