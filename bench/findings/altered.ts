/**
 * How often the diagnosis of a curve misses what was planted in a real one that ended well, and speaks where nothing was.
 *
 * Effects count what an eye can tell apart in a plot of the curve: see `packages/core/src/testing/planted-alterations.ts`.
 * The curves come from real training, selected by their final values alone (`healthy-runs.ts`); the alterations are straight
 * lines, steps, waves and noise, of the kinds that the diagnoses look for, so that what is planted and what finds it do share
 * the idea of an ailment. A run that already has an expected diagnosis as it is does not count for that alteration. *Others*
 * are runs that are given an ailment besides those that they had, that the alteration is, or that it may be called. Bounds
 * are 95 % Clopper–Pearson; runs of one study are alike, so that the true bounds are wider.
 */
import { diagnose, type CurveSubject, type Diagnosis, type DiagnosisCode } from '@attune/core/diagnosis';
import { median, stream } from '@attune/core/numeric';
import { altered, type Alteration } from '../../packages/core/src/testing/planted-alterations.ts';
import { unitOf } from '../../packages/core/src/testing/planted-noise.ts';
import { corpus, healthyRuns, type RealRun } from './healthy-runs.ts';
import { rate, row } from './rate.ts';

interface Planting {
  readonly name: string;
  readonly of: (effect: number) => Alteration;
  /** Null where there is one size only. */
  readonly effects: readonly (number | null)[];
  /** Any of these finds it. */
  readonly expected: readonly DiagnosisCode[];
  /** What else it may rightly be called. */
  readonly also?: readonly DiagnosisCode[];
  /** What is done to the altered curves besides. */
  readonly then?: Alteration;
  /** Whether the altered curves of a run show it at all; always unless told. */
  readonly shows?: (subject: CurveSubject) => boolean;
}

/** What a healthy curve may be as well. */
const noAilment: readonly DiagnosisCode[] = ['still-improving', 'saturated'];
const effects = [3, 6, 12, 25];
const once = [null];
const steady = 10;

const plantings: readonly Planting[] = [
  {
    name: 'overfit from 40 %',
    of: (effect) => ({ kind: 'overfit', effect, from: 0.4 }),
    effects,
    expected: ['overfitting'],
  },
  {
    name: 'overfit from 75 %',
    of: (effect) => ({ kind: 'overfit', effect, from: 0.75 }),
    effects,
    expected: ['overfitting'],
  },
  {
    name: 'training loss rises',
    of: (effect) => ({ kind: 'train-rise', effect, from: 0.5 }),
    effects,
    expected: ['training-loss-rising'],
  },
  {
    name: 'all gets worse',
    of: (effect) => ({ kind: 'all-rise', effect, from: 0.5 }),
    effects,
    expected: ['training-loss-rising', 'diverged'],
    also: ['overfitting'],
  },
  {
    name: 'spike, recovered',
    of: (effect) => ({ kind: 'spike', effect, from: 0.5 }),
    effects,
    expected: ['loss-spike'],
  },
  {
    name: 'late noise',
    of: (effect) => ({ kind: 'late-noise', effect }),
    effects,
    expected: ['late-variance'],
    also: ['loss-spike'],
  },
  {
    name: 'periodic',
    of: (effect) => ({ kind: 'periodic', effect }),
    effects,
    expected: ['periodic'],
    also: ['late-variance'],
    shows: (subject) => evaluationsOf(subject) >= 40,
  },
  {
    name: 'unstable start',
    of: (effect) => ({ kind: 'unstable-start', effect }),
    effects: [1, 3, 10, 20],
    expected: ['early-instability'],
    also: ['loss-spike'],
  },
  {
    name: 'NaN from 60 %',
    of: () => ({ kind: 'nan-tail', from: 0.6 }),
    effects: once,
    expected: ['diverged'],
    also: ['training-loss-rising', 'overfitting'],
  },
  {
    name: 'collapse at 60 %',
    of: () => ({ kind: 'collapse', from: 0.6 }),
    effects: once,
    expected: ['diverged'],
    also: ['training-loss-rising', 'overfitting', 'loss-spike'],
  },
  {
    name: 'never learns',
    of: () => ({ kind: 'never' }),
    effects: once,
    expected: ['never-learns', 'stuck-at-chance'],
    also: ['late-variance'],
  },
  {
    name: 'cut while it gains',
    of: () => ({ kind: 'cut', from: 0.3 }),
    effects: once,
    expected: ['still-improving'],
    shows: (subject) => lateGain(subject) >= steady,
  },
  { name: 'flat from 40 %', of: () => ({ kind: 'flatten', from: 0.4 }), effects: once, expected: ['saturated'] },
  ...(['rescale', 'lift', 'negate', 'drop-some', 'ten-points'] as const).map((kind): Planting => ({
    name: `overfit, ${kind}`,
    of: (effect) => ({ kind: 'overfit', effect, from: 0.4 }),
    then: { kind },
    effects: [12],
    expected: ['overfitting'],
  })),
];

const harmless: readonly Alteration[] = [
  { kind: 'rescale' },
  { kind: 'lift' },
  { kind: 'negate' },
  { kind: 'drop-some' },
  { kind: 'ten-points' },
];

/** Of every so many runs that `share` of them remain; with `cases`, each wrong answer with its source. */
export function measureAltered(share: number, cases: boolean): void {
  const all = healthyRuns();
  if (all === null) {
    console.log(`\ndiagnoses of altered real curves: skipped, there is no corpus at ${corpus} (ATTUNE_CORPUS)`);
    return;
  }
  const runs = all.filter((_, i) => i % Math.max(1, Math.round(1 / share)) === 0);
  const before = new Map(runs.map((run) => [run, new Set(diagnose(run.subject).map(({ code }) => code))] as const));
  const labelled = runs.filter((run) => run.labelled);
  const selected = runs.filter((run) => !run.labelled);
  measureHealthy('labelled healthy, with which the constants were set', labelled, cases);
  measureHealthy('selected by final value alone', selected, cases);
  console.log('\ndiagnoses of altered real curves');
  const widths = [20, 6, 4, 23, 23, 8];
  console.log(row(['planted', 'effect', 'runs', 'missed               ', 'others               ', 'step off'], widths));
  for (const planting of plantings) {
    for (const effect of planting.effects) measurePlanting(planting, effect, before, widths, cases);
  }
}

function measurePlanting(
  { name, of, effects: sizes, expected, also = [], then, shows = () => true }: Planting,
  effect: number | null,
  runs: ReadonlyMap<RealRun, ReadonlySet<DiagnosisCode>>,
  widths: readonly number[],
  cases: boolean,
): void {
  const alteration = of(effect ?? NaN);
  const answers = [...runs].flatMap(([run, had], i) => {
    // Cut short it is another run, of which nothing is known yet.
    if (alteration.kind !== 'cut' && expected.some((code) => had.has(code))) return [];
    const planted = alter(run, alteration, i);
    const subject = then === undefined ? planted : alter({ ...run, subject: planted }, then, i);
    return shows(subject) ? [{ run, had, diagnoses: diagnose(subject) }] : [];
  });
  const finds = ({ code }: Diagnosis): boolean => expected.includes(code);
  const allowed = [...expected, ...also, ...noAilment];
  const missed = answers.filter(({ diagnoses }) => !diagnoses.some(finds));
  const others = answers.filter(({ diagnoses, had }) =>
    diagnoses.some(({ code }) => !allowed.includes(code) && !had.has(code)),
  );
  const { length } = answers;
  const distances = answers.flatMap(({ run, diagnoses }) => {
    const found = diagnoses.find(finds);
    const end = run.subject.maxSteps;
    if (found === undefined || end === null || !('from' in alteration) || alteration.kind === 'cut') return [];
    return [Math.abs(found.step / end - alteration.from)];
  });
  const off = distances.length === 0 ? '–' : median(distances).toFixed(2);
  console.log(row([name, effect ?? '', length, rate(missed.length, length), rate(others.length, length), off], widths));
  if (!cases || effect !== sizes.at(-1)) return;
  for (const { run } of missed) console.log(`    missed: ${run.source}`);
  for (const { run, diagnoses } of others) {
    console.log(`    others: ${run.source}: ${diagnoses.map(({ code, metric }) => `${code} in ${metric}`).join(', ')}`);
  }
}

/** What is said of curves as they are, and after changes that are no ailment. */
function measureHealthy(which: string, runs: readonly RealRun[], cases: boolean): void {
  if (runs.length === 0) return;
  console.log(`\ndiagnoses of real curves, ${which}: an ailment named, ${runs.length} runs a row`);
  const widths = [12, 23];
  console.log(`${row(['change', 'any named            '], widths)}  which, how often`);
  for (const change of [null, ...harmless]) {
    const answers = runs.map((run, i) => {
      const subject = change === null ? run.subject : alter(run, change, i);
      return { run, named: diagnose(subject).filter(({ code }) => !noAilment.includes(code)) };
    });
    const codes = answers.flatMap(({ named }) => [...new Set(named.map(({ code }) => code))]);
    const counts = Map.groupBy(codes, (code) => code);
    const which = [...counts].map(([code, { length }]) => `${code} ${length}`).join(', ');
    const hits = answers.filter(({ named }) => named.length > 0).length;
    console.log(`${row([change?.kind ?? 'none', rate(hits, runs.length)], widths)}  ${which}`);
    if (!cases) continue;
    for (const { run, named } of answers) {
      for (const { code, metric, step } of named) console.log(`    ${code} in ${metric} at ${step}: ${run.source}`);
    }
  }
}

function alter({ subject, source }: RealRun, alteration: Alteration, index: number): CurveSubject {
  return altered(subject, alteration, stream(index, 'bench altered', source, alteration.kind));
}

function evaluationsOf({ curves, objective }: CurveSubject): number {
  return curves.find(({ metric }) => metric === objective.metric)?.steps.length ?? 0;
}

/** What the objective gains over the last fifth of training, in units. */
function lateGain({ curves, objective, maxSteps }: CurveSubject): number {
  const curve = curves.find(({ metric }) => metric === objective.metric);
  const end = maxSteps ?? NaN;
  if (curve === undefined) return NaN;
  const late = curve.values.filter((_, i) => (curve.steps[i] ?? NaN) >= 0.8 * end);
  const gain = (late.at(-1) ?? NaN) - (late[0] ?? NaN);
  return (objective.direction === 'minimize' ? -gain : gain) / unitOf(curve, end);
}
