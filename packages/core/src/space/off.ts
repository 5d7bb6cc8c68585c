/** Whether a value can be the one that disables a hyperparameter. */
import type { Message } from '../texts/index.ts';
import { display, displayList } from './display.ts';
import type { Hyperparameter, Value } from './hyperparameter.ts';
import { numberIn, wholeProblem, readNumber } from './number.ts';
import { spaceTexts } from './space-texts.ts';

/** What is wrong with `off`; undefined where nothing is. It may lie outside natural limits: it is a mark, not a setting. */
export function offProblem(hyperparameter: Hyperparameter, off: Value): Message | undefined {
  const { id: name } = hyperparameter;
  if (hyperparameter.kind === 'choice') {
    const labels = hyperparameter.branches.map(({ label }) => label);
    if (labels.some((label) => label === off)) return undefined;
    return spaceTexts.offLabel({ name, value: display(off), labels: displayList(labels) });
  }
  if (hyperparameter.kind === 'integer' && typeof off === 'number') return wholeProblem(name, off);
  const numeric = hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
  if (typeof off === 'number' && !Number.isFinite(off)) return spaceTexts.notFinite({ name, value: display(off) });
  if (numeric && typeof off === 'string' && numberIn(off) !== undefined) {
    const read = readNumber(name, off);
    return read.ok ? undefined : read.message;
  }
  return undefined;
}
