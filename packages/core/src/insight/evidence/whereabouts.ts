/**
 * On which side of one hyperparameter do the trials lie that show something? The clearest split of all varied ones, judged
 * against the same search over shuffled trials (`separation.ts`): in at most `options.falseAlarms` of rounds one is named
 * where there is none.
 */
import { stream } from '../../numeric/index.ts';
import { guessMeaning, type Hyperparameter, type Meaning } from '../../space/index.ts';
import { defineTexts, type Message } from '../../texts/index.ts';
import type { InsightOptions } from '../options.ts';
import type { JudgedTrial, RoundView } from '../view.ts';
import { placeOf, variedAcross } from './dimension.ts';
import { separations, type Axis, type Split } from './separation.ts';
import { thresholdOf } from './threshold.ts';

/** Fewer, or fewer of a kind, and no split can stand out. */
const fewestTrials = 8;
/** Enough to judge a split at 4 %: this is an explanation beside a finding, asked by several questions. */
const permutations = 299;

export const whereaboutsTexts = defineTexts('whereabouts', {
  above:
    'they lie where {hyperparameter} is above {threshold}: {inside} of {insideCount}, otherwise {outside} of {outsideCount}',
  below:
    'they lie where {hyperparameter} is below {threshold}: {inside} of {insideCount}, otherwise {outside} of {outsideCount}',
  at: 'they lie where {hyperparameter} = {threshold}: {inside} of {insideCount}, otherwise {outside} of {outsideCount}',
});

export interface Whereabouts {
  readonly hyperparameter: Hyperparameter;
  readonly meaning: Meaning | undefined;
  readonly split: Split;
  readonly threshold: number | string;
  readonly told: Message;
}

/**
 * Null where no side holds them more than chance would. `only` narrows the search to hyperparameters of one meaning;
 * `label` keeps the questions' random numbers apart.
 */
export function whereaboutsOf(
  { round }: RoundView,
  trials: readonly JudgedTrial[],
  shows: (trial: JudgedTrial) => boolean,
  { label, options, only }: { readonly label: string; readonly options: InsightOptions; readonly only?: Meaning },
): Whereabouts | null {
  const flags = trials.map(shows);
  const count = flags.filter(Boolean).length;
  if (trials.length < fewestTrials || count === 0 || count === trials.length) return null;
  const searches = round.studies.filter(({ purpose }) => purpose === 'search');
  const hyperparameters = variedAcross(searches).filter((one) => only === undefined || meaningOf(one) === only);
  const [split] = separations(
    hyperparameters.map((one) => axisOf(one, trials)),
    flags,
    {
      permutations: Math.min(permutations, options.permutations),
      random: stream(options.seed, 'whereabouts', label),
      endAbove: options.falseAlarms,
    },
  );
  const hyperparameter = split === undefined ? undefined : hyperparameters[split.axis];
  if (split === undefined || hyperparameter === undefined || split.p > options.falseAlarms) return null;
  const threshold = thresholdOf(hyperparameter, split);
  const told = whereaboutsTexts[split.where.side]({
    hyperparameter: hyperparameter.id,
    threshold,
    inside: split.inside.infeasible,
    insideCount: split.inside.count,
    outside: split.outside.infeasible,
    outsideCount: split.outside.count,
  });
  return { hyperparameter, meaning: meaningOf(hyperparameter), split, threshold, told };
}

/** Its declared meaning, else the one that its name suggests. */
export function meaningOf({ meaning, name }: Hyperparameter): Meaning | undefined {
  return meaning ?? guessMeaning(name);
}

function axisOf(hyperparameter: Hyperparameter, trials: readonly JudgedTrial[]): Axis {
  const configurations = trials.map(({ record }) => record.configuration);
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer':
    case 'discrete':
      return { kind: 'ordered', places: configurations.map((each) => placeOf(hyperparameter, each)) };
    case 'categorical':
    case 'boolean':
    case 'choice':
      return {
        kind: 'unordered',
        values: configurations.map((each) => {
          const value = each[hyperparameter.id];
          return value === undefined ? null : String(value);
        }),
      };
  }
}
