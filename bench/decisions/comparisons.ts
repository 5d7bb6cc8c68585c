/** How often the rules of `packages/core/src/decide` adopt, reject and ask for more, looking after every pair. */
import type { DecisionRule } from '@attune/core/decide';
import { binomialInterval, stream } from '@attune/core/numeric';
import { rate, row } from '../findings/rate.ts';
import { diverging, heavy, normal, simulate, skewed, type Case } from './simulated.ts';

const objective = { metric: 'valid/score', direction: 'maximize' } as const;
/** What is promised of changes that add complexity: the share, and the upper 95 % bound, of wrong adoptions. */
const promised = { rate: 0.05, bound: 0.065 };
const widths = [44, 5, 20, 20, 20, 6];

interface Named {
  readonly name: string;
  readonly of: Omit<Case, 'rule'>;
}

/** Nothing to find: both arms are alike, or differ in spread alone. */
const equals: readonly Named[] = [
  { name: 'normal', of: { candidate: normal(0), baseline: normal(0) } },
  { name: 'normal, seeds shared (correlation 0.5)', of: { candidate: normal(0), baseline: normal(0), shared: 1 } },
  { name: 'candidate varies 3 times as much', of: { candidate: normal(0, 3), baseline: normal(0) } },
  { name: 'baseline varies 3 times as much', of: { candidate: normal(0), baseline: normal(0, 3) } },
  { name: 'heavy tails (t, 3 degrees)', of: { candidate: heavy(0), baseline: heavy(0) } },
  { name: 'skewed (exponential)', of: { candidate: skewed(0), baseline: skewed(0) } },
  {
    name: 'both diverge in 20 % of runs',
    of: { candidate: diverging(normal(0), 0.2), baseline: diverging(normal(0), 0.2) },
  },
  {
    name: 'both diverge in 50 % of runs',
    of: { candidate: diverging(normal(0), 0.5), baseline: diverging(normal(0), 0.5) },
  },
];

/** Equal on average and unequal in shape, which no t-test holds exactly: shown, not promised. */
const shapes: readonly Named[] = [
  { name: 'only the baseline is skewed', of: { candidate: normal(0), baseline: skewed(0) } },
  { name: 'only the candidate is skewed', of: { candidate: skewed(0), baseline: normal(0) } },
];

/** Runs that fail for reasons of their own are replaced; where bad runs fail, the rest look better than they are. */
const losing: readonly Named[] = [
  { name: '20 % of pairs lost and replaced', of: { candidate: normal(0), baseline: normal(0), lost: 0.2 } },
  { name: '50 % of pairs lost and replaced', of: { candidate: normal(0), baseline: normal(0), lost: 0.5 } },
];
const losingBad: readonly Named[] = [
  { name: 'the candidate’s worst 5 % lost', of: { candidate: normal(0), baseline: normal(0), lostBelow: -1.645 } },
  { name: 'the candidate’s worst 20 % lost', of: { candidate: normal(0), baseline: normal(0), lostBelow: -0.842 } },
];

/** Rates near this, on so many examples of one validation set, with this spread from seed to seed. */
const validation = { rate: 0.9, examples: 1000, seeds: 0.004 };

const effects = [-2, -1, -0.5, 0, 0.25, 0.5, 1, 1.5, 2, 3];

const different: readonly Named[] = [
  { name: '1.5 better, heavy tails', of: { candidate: heavy(1.5), baseline: heavy(0) } },
  { name: '1.5 better, seeds shared', of: { candidate: normal(1.5), baseline: normal(0), shared: 1 } },
  { name: '1.5 better, varies 3 times as much', of: { candidate: normal(1.5, 3), baseline: normal(0) } },
  { name: '1.5 better, diverges in 20 %', of: { candidate: diverging(normal(1.5), 0.2), baseline: normal(0) } },
  {
    name: '1.5 better, baseline diverges in 20 %',
    of: { candidate: normal(1.5), baseline: diverging(normal(0), 0.2) },
  },
  { name: 'equal, candidate diverges in 20 %', of: { candidate: diverging(normal(0), 0.2), baseline: normal(0) } },
  { name: 'equal, baseline diverges in 50 %', of: { candidate: normal(0), baseline: diverging(normal(0), 0.5) } },
];

export function measureComparisons(count: number): void {
  const heading = row(['', 'pairs', 'adopted', 'rejected', 'more evidence', 'mean n'], widths);
  console.log(`Changes that add complexity, ${count} comparisons a row; 95 % bounds\n`);
  console.log('No difference: every adoption is wrong');
  console.log(heading);
  for (const { name, of } of [...equals, ...losing]) {
    for (const pairsMax of [10, 20]) {
      const { adopted } = print(name, { ...of, rule: { complexity: 'adds', pairsMax, objective } }, count);
      keepPromise(name, adopted, count);
    }
  }
  const patient = { complexity: 'adds', pairsMax: 100, objective } as const;
  keepPromise('normal, 100 pairs', print('normal', { ...equal(0), rule: patient }, count).adopted, count);

  console.log('\nEqual on average, unequal in shape');
  console.log(heading);
  for (const { name, of } of shapes) {
    for (const pairsMax of [10, 20]) print(name, { ...of, rule: { complexity: 'adds', pairsMax, objective } }, count);
  }

  console.log('\nEqual, the worst runs of the candidate failing: what is lost is not lost by chance');
  console.log(heading);
  for (const { name, of } of losingBad) {
    for (const pairsMax of [10, 20]) print(name, { ...of, rule: { complexity: 'adds', pairsMax, objective } }, count);
  }
  measureValidation(count);

  console.log('\nNormal noise, effects in standard deviations of a training seed');
  console.log(heading);
  for (const effect of effects) {
    for (const pairsMax of [5, 10, 20]) {
      print(`better by ${effect}`, { ...equal(effect), rule: { complexity: 'adds', pairsMax, objective } }, count);
    }
  }
  console.log('\nOther differences');
  console.log(heading);
  for (const { name, of } of different) {
    print(name, { ...of, rule: { complexity: 'adds', pairsMax: 10, objective } }, count);
  }

  console.log('\nChanges that add no complexity: adopted at P(better) ≥ 0.75');
  console.log(heading);
  const free: DecisionRule = { complexity: 'none', pairsMax: 10, objective };
  for (const effect of effects) print(`better by ${effect}`, { ...equal(effect), rule: free }, count);
  for (const { name, of } of different) print(name, { ...of, rule: free }, count);
  measureRight(free, count);
  measureCoverage(count);
}

/**
 * Both configurations make as many mistakes on all examples there are, and differ on the validation set by its luck: of
 * standard deviation e √(1 − ρ), where ρ says how alike their mistakes are. Seeds scatter about that.
 */
function measureValidation(count: number): void {
  const { rate: mean, examples, seeds } = validation;
  const error = Math.sqrt((2 * mean * (1 - mean)) / examples);
  const accuracy = { metric: 'valid/accuracy', direction: 'maximize' } as const;
  console.log(`\nEqual, judged on one set of ${examples} examples: accuracy ${mean}, ${seeds} from seed to seed`);
  console.log('(mistakes alike: correlation of the two errors); with the number of examples told, and without');
  console.log(row(['', 'pairs', 'adopted', 'rejected', 'more evidence', 'mean n'], widths));
  for (const alike of [0, 0.5, 0.9]) {
    const luck: NonNullable<Case['luck']> = (random) => error * Math.sqrt(1 - alike) * random.normal();
    const of = { candidate: normal(mean, seeds), baseline: normal(mean, seeds), luck };
    for (const told of [true, false]) {
      const rule = { complexity: 'adds', pairsMax: 10, objective: accuracy, ...(told && { examples }) } as const;
      const name = `mistakes alike ${alike}, examples ${told ? 'told' : 'not told'}`;
      const { adopted } = print(name, { ...of, rule }, count);
      if (told) keepPromise(name, adopted, count);
    }
  }
}

function equal(effect: number): Omit<Case, 'rule'> {
  return { candidate: normal(effect), baseline: normal(0) };
}

function print(name: string, of: Case, count: number): { readonly adopted: number } {
  const random = stream(1, 'comparisons', name, of.rule.complexity, of.rule.pairsMax);
  const counts = { adopt: 0, reject: 0, 'more-evidence': 0 };
  let pairs = 0;
  for (let i = 0; i < count; i++) {
    const decision = simulate(of, random);
    counts[decision.recommendation]++;
    pairs += decision.pairs;
  }
  const shares = [counts.adopt, counts.reject, counts['more-evidence']].map((hits) => rate(hits, count));
  console.log(row([name, of.rule.pairsMax, ...shares, (pairs / count).toFixed(1)], widths));
  return { adopted: counts.adopt };
}

/** Fails the run where wrong adoptions are surely more than promised, or too many to keep the bound. */
function keepPromise(name: string, adopted: number, of: number): void {
  const [low, high] = binomialInterval(adopted, of, 0.95);
  if (low <= promised.rate && (of < 1000 || high <= promised.bound)) return;
  console.error(`${name}: wrong adoptions exceed what is promised`);
  process.exitCode = 1;
}

/** Of free changes that were adopted, how many are truly better, where effects are normal about 0. */
function measureRight(rule: DecisionRule, count: number): void {
  const columns = [44, 20, 20, 6];
  console.log('\nFree changes whose true effects are normal about 0: of those adopted, truly better');
  console.log(row(['spread of the true effects', 'adopted', 'truly better', 'mean n'], columns));
  for (const spread of [0.25, 0.5, 1, Math.SQRT2, 2]) {
    // Spreads below 1 share their draws, and those from 1 to 2.
    const random = stream(2, 'right', Math.floor(spread));
    let [adopted, right, pairs] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      const effect = spread * random.normal();
      const decision = simulate({ ...equal(effect), rule }, random);
      pairs += decision.pairs;
      if (decision.recommendation !== 'adopt') continue;
      adopted++;
      if (effect > 0) right++;
    }
    const cells = [rate(adopted, count), rate(right, adopted), (pairs / count).toFixed(1)];
    console.log(row([spread.toFixed(2), ...cells], columns));
  }
}

/** How often the interval holds the truth at the pair where the comparison stopped. */
function measureCoverage(count: number): void {
  const columns = [44, 20, 20, 20];
  console.log('\nThe interval at the end (90 %): truth below it, above it, and P(better) < ½ for a better candidate');
  console.log(row(['', 'truth below', 'truth above', 'P(better) < ½'], columns));
  for (const effect of [0, 0.5, 1, 2]) {
    for (const complexity of ['adds', 'none'] as const) {
      // Effects below 1 share their draws.
      const random = stream(3, 'coverage', Math.floor(effect), complexity);
      let [below, above, wrong] = [0, 0, 0];
      for (let i = 0; i < count; i++) {
        const decision = simulate({ ...equal(effect), rule: { complexity, pairsMax: 10, objective } }, random);
        const [low, high] = decision.interval ?? [-Infinity, Infinity];
        if (effect < low) below++;
        if (effect > high) above++;
        if ((decision.better ?? 0.5) < 0.5) wrong++;
      }
      const name = `better by ${effect}, ${complexity === 'adds' ? 'adds complexity' : 'adds none'}`;
      console.log(row([name, rate(below, count), rate(above, count), rate(wrong, count)], columns));
    }
  }
}
