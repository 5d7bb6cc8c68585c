/**
 * How often the boundary question speaks where it should not, and keeps silent where it should speak; and how often it
 * claims, as advice, that results still improve at an edge, where they do not.
 *
 *   npm run bench:boundary [-- studies per row, default 150]
 *
 * Null: the objective is noise alone. A study is a false alarm if any dimension is named. Designs: uniform and Halton.
 * Seeds: noise again, a deviation of 1 between configurations and of 0.3 between the seeds under which each is run. Studies:
 * a round of several search studies, each of noise; a round is a false alarm if any dimension of any study is named.
 * Four hyperparameters, Halton, the landscapes of `landscapes.ts`, noise of 20 % of the good region's spread:
 *   beyond   the optimum of x1 lies beyond its upper edge. *Gain* is what widening x1 by half brings, in units of that noise:
 *            the effect. A miss is a study in which x1's upper edge is not named; *no advice* are those in which it is not,
 *            or only in a note that the best may lie there.
 *   inside   the optimum of x1 lies at the place given, so that nothing improves at its edge (at 1: no more); *advice* are
 *            studies in which an edge of x1 is claimed to improve, *named* those that say it, or that it may.
 * Strong noise: five hyperparameters, the optimum of x1 at place 1.2, four others inside that weigh as much each (others 1) or
 * a third as much (0.33). Noise is in standard deviations of x1's own effect.
 *
 * Bounds are 95 % Clopper–Pearson. The test is exact, so the true rate of false alarms is at most 5 % and single rows
 * scatter around it; the script exits with status 1 if the lower bound of all rows together lies above 5 %.
 */
import { boundary, defaultOptions, viewOf, type Finding, type RoundRecord } from '@attune/core/insight';
import { stream, type Stream } from '@attune/core/numeric';
import { samplerFor } from '@attune/core/samplers';
import type { Configuration } from '@attune/core/space';
import { planted, unitSpace, type Places } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from '../findings/rate.ts';
import { gainOf, landscape, noiseOf, shapes, type Shape } from './landscapes.ts';

const studies = Number(process.argv[2] ?? 150);
const options = { ...defaultOptions, permutations: 199 };
const noiseShare = 0.2;
const dimensions = 4;

interface Setting {
  readonly trials: number;
  readonly dimensions: number;
  readonly quasirandom: boolean;
  readonly truth: (places: Places, random: Stream) => number;
  readonly count?: number;
}

/** The findings of each study. */
function run({
  trials,
  dimensions: count,
  quasirandom,
  truth,
  count: rounds = studies,
}: Setting): readonly (readonly Finding[])[] {
  const space = unitSpace(count);
  const halton = samplerFor({ kind: 'halton' });
  return Array.from({ length: rounds }, (_, study) => {
    const seed = stream(study, 'bench', trials, count).integer(2 ** 31);
    const design: readonly Configuration[] | null = quasirandom
      ? halton.suggest({ space, budget: trials }, 0, trials, seed).map(({ configuration }) => configuration)
      : null;
    const round = planted({
      seed,
      space,
      trials,
      evaluations: 1,
      bestAt: () => 1,
      fate: truth,
      ...(design !== null && { design }),
    });
    return asked(round, seed);
  });
}

function asked(round: RoundRecord, seed: number): readonly Finding[] {
  // Outliers are another question's: here every trial counts.
  const every = { ...options, outlier: { ...options.outlier, cutoff: Infinity } };
  return boundary.ask(viewOf(round, every, new Map()), { ...every, seed }).findings;
}

/** Of `configurations`, each run under so many seeds. */
function repeatedRound(seed: number, configurations: number, seeds: number): RoundRecord {
  const space = unitSpace(dimensions);
  const design = samplerFor({ kind: 'halton' })
    .suggest({ space, budget: configurations }, 0, configurations, seed)
    .flatMap(({ configuration }) => Array.from({ length: seeds }, () => configuration));
  return planted({
    seed,
    space,
    trials: design.length,
    evaluations: 1,
    bestAt: () => 1,
    design,
    fate: (places, random) => stream(seed, 'configuration', String(places['x1'])).normal() + 0.3 * random.normal(),
  });
}

/** Several search studies of noise in one round. */
function severalRound(seed: number, studies: number, trials: number): RoundRecord {
  const rounds = Array.from({ length: studies }, (_, s) =>
    planted({
      seed: stream(seed, 'study', s).integer(2 ** 31),
      space: unitSpace(dimensions),
      trials,
      evaluations: 1,
      bestAt: () => 1,
      fate: (_places, random) => random.normal(),
    }),
  );
  const [first] = rounds;
  if (first === undefined) throw new RangeError('a round has a study');
  return {
    ...first,
    studies: rounds.flatMap((round, s) =>
      round.studies.map((study) => ({ ...study, id: s + 1, name: `study ${s + 1}` })),
    ),
    trials: rounds.flatMap((round, s) =>
      round.trials.map((trial) => ({ ...trial, id: s * trials + trial.id, study: s + 1 })),
    ),
  };
}

function names(finding: Finding, hyperparameter: string, edge: string): boolean {
  return finding.values['hyperparameter'] === hyperparameter && finding.values['direction'] === edge;
}

function truthOf(shape: Shape, optimum: number): { readonly truth: Setting['truth']; readonly gain: number } {
  const objective = landscape(shape, optimum);
  const noise = noiseOf(objective, noiseShare);
  const truth = (places: Places, random: Stream): number =>
    objective(Array.from({ length: dimensions }, (_, j) => Number(places[`x${j + 1}`]))) + noise * random.normal();
  return { truth, gain: gainOf(objective) / noise };
}

let [alarmed, rowsAsked] = [0, 0];
console.log(`boundary: the objective is noise alone, ${5 * studies} studies a row`);
const nullWidths = [6, 10, 7, 23];
console.log(row(['trials', 'dimensions', 'design', 'false alarms         '], nullWidths));
for (const trials of [20, 50, 100]) {
  for (const count of [4, 6]) {
    for (const quasirandom of [false, true]) {
      const rounds = 5 * studies;
      const alarms = run({
        trials,
        dimensions: count,
        quasirandom,
        truth: (_, random) => random.normal(),
        count: rounds,
      });
      const hits = alarms.filter((findings) => findings.length > 0).length;
      alarmed += hits;
      rowsAsked += rounds;
      console.log(row([trials, count, quasirandom ? 'halton' : 'uniform', rate(hits, rounds)], nullWidths));
    }
  }
}

console.log(`\nboundary: noise, configurations under several seeds, ${studies} rounds a row`);
console.log(row(['configurations', 'seeds', 'false alarms         '], [14, 5, 23]));
for (const [configurations, seeds] of [
  [12, 4],
  [20, 3],
  [48, 1],
] as const) {
  const hits = alarms((seed) => repeatedRound(seed, configurations, seeds));
  console.log(row([configurations, seeds, rate(hits, studies)], [14, 5, 23]));
}

console.log(`\nboundary: noise, several studies of 30 trials, ${studies} rounds a row`);
console.log(row(['studies', 'false alarms         '], [7, 23]));
for (const count of [2, 4]) {
  console.log(
    row(
      [
        count,
        rate(
          alarms((seed) => severalRound(seed, count, 30)),
          studies,
        ),
      ],
      [7, 23],
    ),
  );
}
promise('boundary', alarmed, rowsAsked);

/** Rounds in which anything is named; they count for the promise. */
function alarms(make: (seed: number) => RoundRecord): number {
  const hits = Array.from({ length: studies }, (_, seed) => asked(make(seed), seed)).filter(
    (findings) => findings.length > 0,
  ).length;
  alarmed += hits;
  rowsAsked += studies;
  return hits;
}

const isAdvice = ({ severity }: Finding): boolean => severity === 'advice';

console.log(`\nboundary: the optimum of x1 lies beyond its upper edge, ${studies} studies a row`);
const beyondWidths = [9, 7, 6, 23, 23, 23, 23];
const missed = trialsHeadings('missed');
console.log(row(['landscape', 'optimum', 'gain', ...missed, 'another edge, 20     '], beyondWidths));
const withoutAdvice: string[] = [];
for (const shape of shapes) {
  for (const optimum of [1.05, 1.1, 1.2, 1.4]) {
    const { truth, gain } = truthOf(shape, optimum);
    const results = [20, 50, 100].map((trials) => run({ trials, dimensions, quasirandom: true, truth }));
    const rates = results.map((findings) =>
      rate(findings.filter((each) => !each.some((one) => names(one, 'x1', 'high'))).length, studies),
    );
    const silent = results.map((findings) =>
      rate(findings.filter((each) => !each.some((one) => isAdvice(one) && names(one, 'x1', 'high'))).length, studies),
    );
    const others = results[0]?.filter((each) => each.some((one) => one.values['hyperparameter'] !== 'x1')).length ?? 0;
    console.log(row([shape, optimum, gain.toFixed(1), ...rates, rate(others, studies)], beyondWidths));
    withoutAdvice.push(row([shape, optimum, gain.toFixed(1), ...silent], beyondWidths));
  }
}
console.log('\nthe same: no advice that results still improve there');
console.log(row(['landscape', 'optimum', 'gain', ...trialsHeadings('no advice')], beyondWidths));
for (const line of withoutAdvice) console.log(line);

console.log(`\nboundary: the optimum of x1 lies inside, ${studies} studies a row`);
const insideWidths = [9, 7, 23, 23, 23, 23, 23, 23];
console.log(row(['landscape', 'optimum', ...trialsHeadings('advice'), ...trialsHeadings('named')], insideWidths));
for (const shape of shapes) {
  for (const optimum of [0.5, 0.7, 0.8, 0.9, 1]) {
    const { truth } = truthOf(shape, optimum);
    const results = [20, 50, 100].map((trials) => run({ trials, dimensions, quasirandom: true, truth }));
    const counts = (judge: (finding: Finding) => boolean): readonly string[] =>
      results.map((all) =>
        rate(
          all.filter((each) => each.some((one) => one.values['hyperparameter'] === 'x1' && judge(one))).length,
          studies,
        ),
      );
    console.log(row([shape, optimum, ...counts(isAdvice), ...counts(() => true)], insideWidths));
  }
}

console.log(`\nboundary: strong noise, the optimum of x1 at 1.2, five hyperparameters, ${studies} studies a row`);
const noiseWidths = [6, 5, 23, 23, 23];
console.log(row(['others', 'noise', ...trialsHeadings('missed')], noiseWidths));
for (const others of [0.33, 1]) {
  for (const noise of [0, 0.3, 1]) {
    const rates = [20, 50, 100].map((trials) => {
      const results = run({ trials, dimensions: 5, quasirandom: true, truth: bowl(1.2, others, noise) });
      return rate(results.filter((each) => !each.some((one) => names(one, 'x1', 'high'))).length, studies);
    });
    console.log(row([others, noise, ...rates], noiseWidths));
  }
}

function trialsHeadings(what: string): readonly string[] {
  return [20, 50, 100].map((trials) => `${what}, ${trials}`.padEnd(21));
}

/** Squared distances from optima: x1's at `optimum` with standard deviation 1, four others' inside with `others`. */
function bowl(optimum: number, others: number, noise: number): Setting['truth'] {
  const centres = [optimum, 0.41, 0.47, 0.53, 0.59];
  const weights = centres.map((centre, j) => (j === 0 ? 1 : others) / deviationOfSquare(centre));
  return (places, random) =>
    centres.reduce((sum, centre, j) => sum + (weights[j] ?? 0) * (Number(places[`x${j + 1}`]) - centre) ** 2, 0) +
    noise * random.normal();
}

/** Standard deviation of (u − c)² for u uniform on [0, 1]. */
function deviationOfSquare(centre: number): number {
  const moment = (power: number): number => ((1 - centre) ** (power + 1) - (-centre) ** (power + 1)) / (power + 1);
  return Math.sqrt(moment(4) - moment(2) ** 2);
}
