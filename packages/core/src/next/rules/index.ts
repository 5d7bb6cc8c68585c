/** The rule for each kind of action: adding an action is a file and a line here. */
import type { Action } from '../../insight/index.ts';
import type { Asked, Change, Rule } from '../change.ts';
import { addTrials } from './add-trials.ts';
import { addWarmup } from './add-warmup.ts';
import { checkProgram } from './check-program.ts';
import { clipGradients } from './clip-gradients.ts';
import { evaluateMore } from './evaluate-more.ts';
import { expandRange } from './expand-range.ts';
import { fix } from './fix.ts';
import { lowerRate } from './lower-rate.ts';
import { regularize } from './regularize.ts';
import { reparameterize } from './reparameterize.ts';
import { rerunSeeds } from './rerun-seeds.ts';
import { shrinkRange } from './shrink-range.ts';
import { fewerSteps, stretchSchedule } from './steps.ts';

const rules: { readonly [K in Action['kind']]: Rule<K> } = {
  'check-program': checkProgram,
  'rerun-seeds': rerunSeeds,
  'stretch-schedule': stretchSchedule,
  'fewer-steps': fewerSteps,
  'evaluate-more': evaluateMore,
  'add-warmup': addWarmup,
  'clip-gradients': clipGradients,
  'lower-rate': lowerRate,
  regularize,
  'expand-range': expandRange,
  'shrink-range': shrinkRange,
  reparameterize,
  fix,
  'add-trials': addTrials,
};

/** What one action asks of the next round. */
export function changesOf(asked: Asked): readonly Change[] {
  // Each rule is found by the very kind of the action that it takes.
  const rule = rules[asked.action.kind] as (asked: Asked) => readonly Change[];
  return rule(asked);
}
