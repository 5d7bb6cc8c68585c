/**
 * What the questions of ranges and regions say of two real random searches (`read.ts`), whole and with ranges cut on purpose;
 * and of cuts of four more (`taskset.ts`), with which none of their rules was settled.
 *
 *   npm run bench:opda [-- subsamples a cell, default 20]
 *
 * Reading: every question asked of all trials, and whether the report says what an expert does (`report.ts`); exit status 1
 * where it does not.
 *
 * Cuts: of one hyperparameter only the trials on one side of a cut are kept, and its range is said to end there. Whether
 * better values lie beyond is decided on all feasible trials by rank sums (`cuts.ts`): *beyond* where they do, *inside* where
 * the best of the kept range lies away from the edge, else no claim, and the cut is left out. From the kept trials, infeasible
 * ones included, so many are drawn at random. The learning rate of ConvNeXt is cut once more as lr / (1 − momentum), below the
 * limit beyond which training diverges: most of its own range fails, and momentum makes up for the rest. *named* counts the subsamples in which boundary names the edge of the cut,
 * *uncut edge* those in which it names the other edge of the same hyperparameter, where the search itself ended. Bounds are
 * 95 % Clopper–Pearson over subsamples, which share trials: those of few cuts are too narrow.
 */
import { defaultOptions, questions, viewOf, type Finding, type RoundRecord } from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import type { Hyperparameter } from '@attune/core/space';
import { rate, row } from '../findings/rate.ts';
import { cutsOf, type Cut, type CutSide } from './cuts.ts';
import { range, readOpda, withStudy, type Name } from './read.ts';
import { readReport } from './report.ts';
import { readTaskset } from './taskset.ts';

/** There are more cuts. */
const independentDraws = 4;
const subsamples = Number(process.argv[2] ?? 20);
const sizes = [20, 50, 100, Infinity] as const;
const options = { ...defaultOptions, permutations: 199 };

function ask(code: string, round: RoundRecord, seed = 0): readonly Finding[] {
  const question = questions.find((each) => each.code === code);
  return question?.ask(viewOf(round, options, new Map()), { ...options, seed }).findings ?? [];
}

/** What boundary says of all kept trials at each cut of one hyperparameter, where the full data make no claim too. */
function everyCut(name: Name, id: string): void {
  const round = readOpda(name);
  const hyperparameters = round?.studies[0]?.space.hyperparameters ?? [];
  const hyperparameter = hyperparameters.find((each) => each.id === id);
  if (round === null || hyperparameter === undefined) return;
  console.log(`\n${name}: ${id} cut, all kept trials`);
  const others = hyperparameters.filter((each) => each.id !== id);
  for (const side of ['high', 'low'] as const) {
    for (const { kept, trials, truth } of cutsOf(round, hyperparameter, side)) {
      if (kept.kind !== 'float') continue;
      const findings = ask('boundary', withStudy(round, [kept, ...others], trials));
      const said = findings.map(({ values }) => `${String(values['hyperparameter'])} ${String(values['direction'])}`);
      const end = (side === 'high' ? kept.high : kept.low).toPrecision(2);
      const range = side === 'high' ? `up to ${end}` : `from ${end}`;
      console.log(
        `${range.padEnd(12)} ${String(trials.length).padStart(4)} trials  ${truth.padEnd(8)} ${said.join(', ')}`,
      );
    }
  }
}

interface Tally {
  asked: number;
  named: number;
  uncut: number;
}

function cutTable(title: string, round: RoundRecord | null, only?: string): void {
  if (round === null) return;
  const widths = [18, 5, 7, 5, 7, 23, 23];
  console.log(`\n${title}: ranges cut, ${subsamples} subsamples of each cut`);
  console.log(
    row(
      ['hyperparameter', 'edge', 'truth', 'cuts', 'trials', 'named                ', 'uncut edge           '],
      widths,
    ),
  );
  const study = round.studies[0];
  for (const hyperparameter of study?.space.hyperparameters ?? []) {
    if (only !== undefined && hyperparameter.id !== only) continue;
    for (const side of ['high', 'low'] as const) {
      const cuts = cutsOf(round, hyperparameter, side);
      for (const truth of ['beyond', 'inside'] as const) {
        const chosen = cuts.filter((cut) => cut.truth === truth);
        if (chosen.length === 0) continue;
        for (const size of sizes) {
          const tally = tallyOf(round, hyperparameter, side, chosen, size);
          if (tally.asked === 0) continue;
          const cells = [rate(tally.named, tally.asked), rate(tally.uncut, tally.asked)];
          console.log(
            row([hyperparameter.id, side, truth, chosen.length, size === Infinity ? 'all' : size, ...cells], widths),
          );
        }
      }
    }
  }
}

/** The same over all hyperparameters and both sides, for searches that nothing was settled with. */
function independent(): void {
  let printed = false;
  const totals = new Map<string, Tally>();
  for (const { round } of readTaskset()) {
    for (const hyperparameter of round.studies[0]?.space.hyperparameters ?? []) {
      for (const side of ['high', 'low'] as const) {
        const cuts = cutsOf(round, hyperparameter, side);
        for (const truth of ['beyond', 'inside'] as const) {
          for (const size of [20, 50, 100, Infinity]) {
            const what = hyperparameter.id === 'learning_rate' ? 'learning_rate' : 'the others';
            const tally = tallyOf(
              round,
              hyperparameter,
              side,
              cuts.filter((cut) => cut.truth === truth),
              size,
              independentDraws,
            );
            const key = [what, truth, size === Infinity ? 'all' : size].join('  ');
            const before = totals.get(key) ?? { asked: 0, named: 0, uncut: 0 };
            totals.set(key, {
              asked: before.asked + tally.asked,
              named: before.named + tally.named,
              uncut: before.uncut + tally.uncut,
            });
          }
        }
      }
    }
    printed = true;
  }
  if (!printed) return;
  console.log(`\ntaskset: ranges cut, four searches, ${independentDraws} subsamples of each cut`);
  console.log(
    row(['hyperparameter', 'truth', 'trials', 'named                ', 'uncut edge           '], [14, 7, 6, 23, 23]),
  );
  for (const [key, { asked, named, uncut }] of [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (asked > 0) console.log(row([...key.split('  '), rate(named, asked), rate(uncut, asked)], [14, 7, 6, 23, 23]));
  }
}

function tallyOf(
  round: RoundRecord,
  hyperparameter: Hyperparameter,
  side: CutSide,
  cuts: readonly Cut[],
  size: number,
  most = subsamples,
): Tally {
  const tally: Tally = { asked: 0, named: 0, uncut: 0 };
  for (const { kept, trials, at } of cuts) {
    if (size !== Infinity && trials.length < size) continue;
    const draws = size === Infinity ? 1 : most;
    const others = round.studies[0]?.space.hyperparameters.filter(({ id }) => id !== hyperparameter.id) ?? [];
    for (let draw = 0; draw < draws; draw++) {
      // Cuts of one side share their draws.
      const random = stream(draw, 'opda', hyperparameter.id, side, Math.floor(at), Math.min(size, trials.length));
      const drawn =
        size === Infinity
          ? trials
          : random
              .permutation(trials.length)
              .slice(0, size)
              .flatMap((i) => trials[i] ?? []);
      const findings = ask('boundary', withStudy(round, [kept, ...others], drawn), draw);
      const own = findings.filter(({ values }) => values['hyperparameter'] === hyperparameter.id);
      tally.asked++;
      if (own.some(({ values }) => values['direction'] === side)) tally.named++;
      else if (own.length > 0) tally.uncut++;
    }
  }
  return tally;
}

/**
 * The search as `infeasible` advises it: lr / (1 − momentum) in place of the rate, up to the limit beyond which training diverges.
 * Null where no such limit is found.
 */
function reparameterized(round: RoundRecord | null): RoundRecord | null {
  if (round === null) return null;
  const advised = ask('infeasible', round).flatMap(({ action }) =>
    action?.kind === 'reparameterize' ? [action] : [],
  )[0];
  const search = round.studies[0];
  if (advised?.as !== 'ratio-to-complement' || search === undefined) return null;
  const [rate, momentum] = advised.hyperparameters;
  const [low, high] = advised.range;
  const id = `${rate} / (1 − ${momentum})`;
  const hyperparameters = search.space.hyperparameters.map((each) =>
    each.id === rate ? { ...range(id, low, high, 'log'), meaning: 'learning-rate' as const } : each,
  );
  const trials = round.trials.map((trial) => {
    const { [rate]: alone, ...others } = trial.configuration;
    return { ...trial, configuration: { ...others, [id]: Number(alone) / (1 - Number(others[momentum])) } };
  });
  const within = trials.filter(({ configuration }) => Number(configuration[id]) <= high);
  return withStudy(round, hyperparameters, within);
}

for (const name of ['convnext', 'deberta'] as const) readReport(name);
const convnext = readOpda('convnext');
everyCut('convnext', 'lr');
cutTable('convnext', convnext);
cutTable('convnext below the limit of stable training', reparameterized(convnext), 'lr / (1 − momentum)');
cutTable('deberta', readOpda('deberta'));
independent();
