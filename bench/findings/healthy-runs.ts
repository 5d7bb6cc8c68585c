/**
 * Real curves that ended well, read from a corpus beside the checkout (`ATTUNE_CORPUS`, else `../shared/corpus`), never copied.
 *
 * Selected by the final value of the objective alone, whatever the curve does before: of AlgoPerf's unlabelled trials, of each
 * workload, and of ConvNeXt (OPDA), the best tenth; of TaskSet, where nine tenths learn next to nothing, those whose final
 * loss is at most 80 % of that of guessing. Whole runs of 20 evaluations or more. A run that ends so well may still be ill on the way. Besides, the trials of AlgoPerf that its
 * labeller called healthy: labels that the constants of the diagnoses were set with, and marked as such.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CurveSubject } from '@attune/core/diagnosis';
import type { Curve, Direction } from '@attune/core/study';

export interface RealRun {
  /** Where to find it: file, study and trial, or place in the file. */
  readonly source: string;
  readonly subject: CurveSubject;
  /** Whether it was called healthy by eye, and the constants were set with that in view. */
  readonly labelled: boolean;
}

/** Where they are looked for. */
export const corpus = process.env['ATTUNE_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');

/** Share of the runs of one kind, by their final values, that count as having ended well. */
const bestShare = 0.1;
/** Final loss of TaskSet beside chance's. */
const belowChance = 0.8;
/** Evaluations of a run: with fewer, most of what is planted cannot be seen. */
const fewestEvaluations = 20;
/** Of each source, evenly over the ranks: many are alike. */
const most = 32;

/** Null where there is no corpus. */
export function healthyRuns(): readonly RealRun[] | null {
  if (!existsSync(join(corpus, 'algoperf', 'labels.json'))) return null;
  return [...labelledRuns(), ...unlabelledRuns(), ...convnext(), ...taskset()];
}

/** A run with the final value of its objective, to be compared within its group alone. */
interface Candidate extends RealRun {
  readonly group: string;
}

/** Of each group the best by final value. */
function bestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...Map.groupBy(candidates, ({ group }) => group).values()].flatMap((group) =>
    group
      .filter(({ subject }) => (objectiveOf(subject)?.steps.length ?? 0) >= fewestEvaluations)
      .toSorted((a, b) => finalOf(a.subject) - finalOf(b.subject))
      .slice(0, Math.ceil(bestShare * group.length)),
  );
}

/** `most` of them, evenly over their order. */
function thinned(best: readonly Candidate[]): readonly RealRun[] {
  const every = Math.max(1, Math.ceil(best.length / most));
  return best.filter((_, i) => i % every === 0).map(({ source, subject, labelled }) => ({ source, subject, labelled }));
}

function objectiveOf({ curves, objective }: CurveSubject): Curve | undefined {
  return curves.find(({ metric }) => metric === objective.metric);
}

/** The last value of the objective, the less the better; the worst where that is not a number. */
function finalOf(subject: CurveSubject): number {
  const last = objectiveOf(subject)?.values.at(-1) ?? NaN;
  const oriented = subject.objective.direction === 'minimize' ? last : -last;
  return Number.isNaN(oriented) ? Infinity : oriented;
}

interface Listed {
  readonly submission: string;
  readonly study: number;
  readonly workload: string;
  readonly trial: number;
  readonly target_metric: string;
  readonly target_direction: Direction;
  readonly last_eval_step: number;
}

interface Label extends Listed {
  readonly yes: readonly string[];
}

const algoperf = join(corpus, 'algoperf');

function readLabels(): readonly Label[] {
  const { trials } = JSON.parse(readFileSync(join(algoperf, 'labels.json'), 'utf8')) as {
    readonly trials: readonly Label[];
  };
  return trials;
}

function labelledRuns(): readonly RealRun[] {
  return readAlgoperf(readLabels().filter(({ yes }) => yes.includes('healthy'))).map((run) => ({
    ...run,
    labelled: true,
  }));
}

function unlabelledRuns(): readonly RealRun[] {
  const known = new Set(readLabels().map(identity));
  const trials = readFileSync(join(algoperf, 'trials.jsonl'), 'utf8').trimEnd().split('\n');
  const others = trials.map((line) => JSON.parse(line) as Listed).filter((trial) => !known.has(identity(trial)));
  return thinned(bestOf(readAlgoperf(others)));
}

function identity({ workload, submission, study, trial }: Listed): string {
  return [workload.replace(/_(jax|pytorch)$/, ''), submission, study, trial].join('/');
}

function readAlgoperf(trials: readonly Listed[]): readonly Candidate[] {
  const files = new Map<string, ReadonlyMap<string, readonly Curve[]>>();
  return trials.map((trial) => {
    const group = trial.workload.replace(/_(jax|pytorch)$/, '');
    const name = `${group}-${trial.submission}.csv`;
    const file = files.get(name) ?? runsOf(readFileSync(join(algoperf, name), 'utf8'));
    files.set(name, file);
    const curves = file.get(`${trial.study}/${trial.trial}`) ?? [];
    const objective = { metric: trial.target_metric, direction: trial.target_direction };
    return {
      source: `algoperf/${name} study ${trial.study} trial ${trial.trial}`,
      subject: { curves, objective, maxSteps: trial.last_eval_step, chance: null },
      labelled: false,
      group,
    };
  });
}

interface Series {
  readonly steps: number[];
  readonly values: number[];
}

/** Curves by `study/trial`; test metrics and times are left out. */
function runsOf(csv: string): ReadonlyMap<string, readonly Curve[]> {
  const [head = '', ...lines] = csv.trimEnd().split('\n');
  const names = head.split(',');
  const runs = new Map<string, Map<string, Series>>();
  for (const line of lines) {
    const cells = line.split(',');
    const key = `${cells[0] ?? ''}/${cells[1] ?? ''}`;
    const run = runs.get(key) ?? new Map<string, Series>();
    runs.set(key, run);
    const step = Number(cells[2]);
    names.forEach((metric, i) => {
      const cell = cells[i] ?? '';
      if (i < 3 || cell === '' || metric.startsWith('test/') || metric.endsWith('_time')) return;
      const series = run.get(metric) ?? { steps: [], values: [] };
      run.set(metric, series);
      if (series.steps.at(-1) === step) return;
      series.steps.push(step);
      series.values.push(cell === 'nan' ? NaN : Number(cell));
    });
  }
  return new Map([...runs].map(([key, run]) => [key, [...run].map(([metric, series]) => ({ metric, ...series }))]));
}

interface ConvNext {
  readonly epochs: number;
  readonly learning_curve: readonly { readonly epoch: number; readonly top_1: number; readonly train_loss: number }[];
}

function convnext(): readonly RealRun[] {
  const lines = readFileSync(join(corpus, 'opda', 'convnext-tiny_tuning.results.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const runs = lines.flatMap((line, place): readonly Candidate[] => {
    const { epochs, learning_curve: rows } = JSON.parse(line) as ConvNext;
    const accuracies = rows.map(({ top_1 }) => top_1);
    const losses = rows.map(({ train_loss }) => train_loss);
    if (rows.length < epochs) return [];
    const steps = rows.map(({ epoch }) => epoch + 1);
    const curves = [
      { metric: 'train/loss', steps, values: losses },
      { metric: 'valid/accuracy', steps, values: accuracies },
    ];
    const objective = { metric: 'valid/accuracy', direction: 'maximize' } as const;
    const subject = { curves, objective, maxSteps: epochs, chance: 0.001 };
    return [{ source: `opda/convnext line ${place + 1}`, subject, labelled: false, group: 'convnext' }];
  });
  return thinned(bestOf(runs));
}

interface TaskSet {
  readonly train: { readonly loss: readonly (number | null)[] };
  readonly valid: { readonly loss: readonly (number | null)[] };
}

function taskset(): readonly RealRun[] {
  const tasks = [
    'patch128_LSTM128_bs64',
    'patch32_GRU64_avg_bs128',
    'patch32_LSTM128_bs128',
    'patch32_VRNN64_relu_avg_bs128',
  ];
  const runs = tasks.flatMap((task) => {
    const file = join(corpus, 'taskset', `FixedTextRNNClassification_imdb_${task}.json.gz`);
    const runs = JSON.parse(numbers(gunzipSync(readFileSync(file)).toString())) as readonly TaskSet[];
    return runs.map((run, place): Candidate => {
      const trained = run.train.loss.map((value) => value ?? NaN);
      const validated = run.valid.loss.map((value) => value ?? NaN);
      // TaskSet evaluates every 200 steps of 10,000, from step 0 on.
      const steps = validated.map((_, i) => 200 * i);
      const curves = [
        { metric: 'train/loss', steps, values: trained },
        { metric: 'valid/loss', steps, values: validated },
      ];
      const objective = { metric: 'valid/loss', direction: 'minimize' } as const;
      const subject = { curves, objective, maxSteps: 10_000, chance: Math.LN2 };
      return { source: `taskset/${task} place ${place}`, subject, labelled: false, group: task };
    });
  });
  return thinned(runs.filter(({ subject }) => finalOf(subject) <= belowChance * Math.LN2));
}

/** JSON proper: Python writes bare NaN and Infinity. */
function numbers(json: string): string {
  return json.replace(/-?\b(NaN|Infinity)\b/g, 'null');
}
