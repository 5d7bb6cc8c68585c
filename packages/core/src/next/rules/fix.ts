/** What hardly matters among good trials is held at the best trial's value (method D13). */
import { defineTexts } from '../../texts/index.ts';
import { find, roundedValue, type Hyperparameter, type Value } from '../../space/index.ts';
import { sourceOf, type Rule } from '../change.ts';

export const fixTexts = defineTexts('next-fix', {
  fix: '{hyperparameter} at its value in trial {trial}, {value}: it explains next to nothing among good trials',
});

export const fix: Rule<'fix'> = ({ action, finding, round, basis }) => {
  const { hyperparameter: id } = action;
  const [hyperparameter] = find(basis.space, id).filter((one) => one.id === id);
  const best = basis.pool.find(({ trial }) => trial.record.configuration[id] !== undefined)?.trial.record;
  const given = best?.configuration[id];
  if (hyperparameter === undefined || best === undefined || given === undefined) return [];
  const value = plain(hyperparameter, given);
  const message = fixTexts.fix({ hyperparameter: id, trial: best.id, value });
  const reason = {
    about: { part: 'fixed', hyperparameter: id },
    message,
    finding: sourceOf({ round, finding }),
  } as const;
  return [{ kind: 'fix', hyperparameter: id, value, reason }];
};

/** As a person would write it; digits beyond those of its range mean nothing for what hardly matters. */
function plain(hyperparameter: Hyperparameter, value: Value): Value {
  return typeof value === 'number' ? roundedValue(hyperparameter, value) : value;
}
