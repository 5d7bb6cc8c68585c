/**
 * Whether a project that only `next` steers comes to the best configuration from a bad start (`world.ts`), and what random
 * search and Optuna's TPE come to with as many trials: on the first ranges, and on those that `next` reached.
 *
 *   npm run bench:next [-- share of the projects, default 1] [-- python that can import optuna, default python3]
 *
 * Seeded: the same figures every time. Regret is the true height of the configuration that a user would take: 0 at the best
 * there is, 1 at the median of the first ranges at the first length. With share 1, exits with status 1 where fewer than 90 % of
 * projects of the first case come to a regret of 0.02 in five rounds. The driver runs rounds alone: what `next` asks for apart
 * from them (a comparison, a launch, a change of the program) is not carried out, and the baseline stays the first one.
 */
import { restrictFixed, restrictRange } from '@attune/core/design';
import { median, quantile } from '@attune/core/numeric';
import { flatten, onlyValue, type Configuration, type Dimension, type Space } from '@attune/core/space';
import { rate, row } from '../findings/rate.ts';
import { driven, regretOf, type Driven } from './driven.ts';
import { randomly, tpe, type Search } from './peers.ts';
import { worldOf, type World } from './world.ts';

const words = process.argv.slice(2);
const share = Number(words.find((word) => Number.isFinite(Number(word))) ?? 1);
const python = words.find((word) => !Number.isFinite(Number(word))) ?? 'python3';
const mostRounds = 5;
const good = 0.02;
/** Apart from those on which the constants of `next` were tried. */
const firstSeed = 1001;
/** Noise between seeds as a share of what lies between the best and the median; trials of each round; projects. */
const firstCase = { noise: 0.01, trials: 48, projects: 200, peers: 200 };
const cases = [
  firstCase,
  { noise: 0.05, trials: 48, projects: 200, peers: 0 },
  { noise: 0.01, trials: 32, projects: 100, peers: 0 },
  { noise: 0.2, trials: 48, projects: 50, peers: 0 },
];

const widths = [40, 22, 8, 8, 8];
const heading = (first: string): string => row([first, 'regret ≤ 0.02', 'median', '90 %', 'trials'], widths);
const peer = tpe(python);
for (const { noise, trials, projects, peers } of cases) {
  const count = Math.max(2, Math.round(share * projects));
  const made = Array.from({ length: count }, (_, i) => {
    const world = worldOf(firstSeed + i, noise);
    return { world, driven: driven(world, trials, mostRounds) };
  });
  console.log(heading(`noise ${noise}, ${trials} a round, ${count} projects`));
  for (let after = 1; after <= mostRounds; after++) {
    const upTo = made.map((one) => one.driven.rounds.slice(0, after).at(-1));
    tell(
      `next, ${after} ${after === 1 ? 'round' : 'rounds'}`,
      upTo.map((round) => round?.regret ?? 1),
      upTo.map((round) => round?.trials ?? 0),
    );
  }
  const random = (of: (one: (typeof made)[number]) => Search): readonly number[] =>
    made.map((one) => regretAt(of(one), randomly(of(one))));
  tell('random, first ranges', random(onFirst), made.map(totalOf));
  tell('random, first ranges, length reached', random(onFirstLonger), made.map(totalOf));
  tell('random, ranges reached', random(onReached), made.map(totalOf));
  const asked = peer === null ? [] : made.slice(0, Math.round(share * peers));
  if (peer !== null && asked.length > 0) {
    if (asked.length < made.length) {
      console.log(heading(`of these, the first ${asked.length}`));
      tell(
        'next, 5 rounds',
        asked.map((one) => one.driven.rounds.at(-1)?.regret ?? 1),
        asked.map(totalOf),
      );
    }
    for (const [what, of] of [
      ['TPE, first ranges', onFirst],
      ['TPE, first ranges, length reached', onFirstLonger],
      ['TPE, ranges reached', onReached],
    ] as const) {
      const regrets: number[] = [];
      for (const one of asked) regrets.push(regretAt(of(one), await peer.search(of(one))));
      tell(what, regrets, asked.map(totalOf));
    }
  }
  const saturated = made.filter((one) => one.driven.saturated).length;
  console.log(`tuning called saturated before the last round: ${rate(saturated, count)}\n`);
  const reached = made.filter((one) => (one.driven.rounds.at(-1)?.regret ?? 1) <= good).length;
  if (share >= 1 && projects === firstCase.projects && noise === firstCase.noise && reached < 0.9 * count) {
    console.error('fewer than 90 % of the projects came to the best configuration');
    process.exitCode = 1;
  }
}
peer?.close();

function tell(what: string, regrets: readonly number[], counts: readonly number[]): void {
  const hits = regrets.filter((regret) => regret <= good).length;
  const shown = [median(regrets), quantile(regrets, 0.9)].map((value) => value.toFixed(3));
  console.log(row([what, rate(hits, regrets.length), ...shown, Math.round(median(counts))], widths));
}

function totalOf({ driven: { rounds } }: { readonly driven: Driven }): number {
  return rounds.at(-1)?.trials ?? 0;
}

function onFirst(one: { readonly world: World; readonly driven: Driven }): Search {
  const { project } = one.world;
  return { ...searchOf(project.space), world: one.world, maxSteps: project.train.maxSteps, trials: totalOf(one) };
}

/** Of what `next` found, the length alone. */
function onFirstLonger(one: { readonly world: World; readonly driven: Driven }): Search {
  return { ...onFirst(one), maxSteps: onReached(one).maxSteps };
}

/** The space of the last round that searched, at the length of the last. */
function onReached(one: { readonly world: World; readonly driven: Driven }): Search {
  const { project, round } = one.driven.last;
  const ranged = round.ranges.reduce(restrictRange, project.space);
  const space = round.fixed.reduce((narrowed, entry) => restrictFixed(narrowed, entry, project), ranged);
  const { maxSteps = project.train.maxSteps } = round;
  return { ...searchOf(space), world: one.world, maxSteps, trials: totalOf(one) };
}

function searchOf(space: Space): { readonly axes: readonly Dimension[]; readonly fixed: Configuration } {
  const all = flatten(space).map(({ hyperparameter }) => hyperparameter);
  const axes = all.flatMap((one) => (one.kind !== 'choice' && onlyValue(one) === undefined ? [one] : []));
  const fixed = all.flatMap((one) => {
    const value = onlyValue(one);
    return value === undefined ? [] : [[one.id, value] as const];
  });
  return { axes, fixed: Object.fromEntries(fixed) };
}

function regretAt({ world, maxSteps }: Search, configuration: Configuration | null): number {
  return configuration === null ? 1 : regretOf(world, configuration, maxSteps);
}
