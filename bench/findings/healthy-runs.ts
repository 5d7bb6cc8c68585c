/**
 * Healthy real curves, read from a corpus beside the checkout (`ATTUNE_CORPUS`, else `../shared/corpus`), never copied.
 *
 * AlgoPerf: the trials that its labeller called healthy. ConvNeXt (OPDA) and TaskSet: whole runs that learned and that
 * never fell back from their best, in training or validation, by more than a small share of what they gained.
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
}

/** Where they are looked for. */
export const corpus = process.env['ATTUNE_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');

/** Shares of the gain by which a run of ConvNeXt, or a noisier one of TaskSet, may fall back and still be called healthy. */
const convnextFallBack = 0.03;
const tasksetFallBack = 0.05;
/** Every third run of ConvNeXt: many are alike. */
const convnextEvery = 3;

/** Null where there is no corpus. */
export function healthyRuns(): readonly RealRun[] | null {
  if (!existsSync(join(corpus, 'algoperf', 'labels.json'))) return null;
  return [...algoperf(), ...convnext(), ...taskset()];
}

interface Label {
  readonly submission: string;
  readonly study: number;
  readonly workload: string;
  readonly trial: number;
  readonly yes: readonly string[];
  readonly target_metric: string;
  readonly target_direction: Direction;
  readonly last_eval_step: number;
}

function algoperf(): readonly RealRun[] {
  const folder = join(corpus, 'algoperf');
  const { trials } = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as {
    readonly trials: readonly Label[];
  };
  const files = new Map<string, ReadonlyMap<string, readonly Curve[]>>();
  return trials
    .filter(({ yes }) => yes.includes('healthy'))
    .map((label) => {
      const name = `${label.workload.replace(/_(jax|pytorch)$/, '')}-${label.submission}.csv`;
      const file = files.get(name) ?? runsOf(readFileSync(join(folder, name), 'utf8'));
      files.set(name, file);
      const curves = file.get(`${label.study}/${label.trial}`) ?? [];
      const objective = { metric: label.target_metric, direction: label.target_direction };
      return {
        source: `algoperf/${name} study ${label.study} trial ${label.trial}`,
        subject: { curves, objective, maxSteps: label.last_eval_step, chance: null },
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
  readonly nan_train_loss: boolean;
  readonly epochs: number;
  readonly learning_curve: readonly { readonly epoch: number; readonly top_1: number; readonly train_loss: number }[];
}

function convnext(): readonly RealRun[] {
  const lines = readFileSync(join(corpus, 'opda', 'convnext-tiny_tuning.results.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const runs = lines.flatMap((line, place): readonly RealRun[] => {
    const { nan_train_loss: failed, epochs, learning_curve: rows } = JSON.parse(line) as ConvNext;
    const accuracies = rows.map(({ top_1 }) => top_1);
    const losses = rows.map(({ train_loss }) => train_loss);
    if (failed || rows.length < Math.max(20, epochs) || Math.max(...accuracies) < 0.5) return [];
    if (Math.max(fallBack(accuracies, 'maximize'), fallBack(losses, 'minimize')) > convnextFallBack) return [];
    const steps = rows.map(({ epoch }) => epoch + 1);
    const curves = [
      { metric: 'train/loss', steps, values: losses },
      { metric: 'valid/accuracy', steps, values: accuracies },
    ];
    const objective = { metric: 'valid/accuracy', direction: 'maximize' } as const;
    const subject = { curves, objective, maxSteps: epochs, chance: 0.001 };
    return [{ source: `opda/convnext line ${place + 1}`, subject }];
  });
  return runs.filter((_, i) => i % convnextEvery === 0);
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
  return tasks.flatMap((task) => {
    const file = join(corpus, 'taskset', `FixedTextRNNClassification_imdb_${task}.json.gz`);
    const runs = JSON.parse(numbers(gunzipSync(readFileSync(file)).toString())) as readonly TaskSet[];
    return runs.flatMap((run, place): readonly RealRun[] => {
      const trained = run.train.loss.map((value) => value ?? NaN);
      const validated = run.valid.loss.map((value) => value ?? NaN);
      if (![...trained, ...validated].every(Number.isFinite) || Math.min(...validated) > 0.55) return [];
      if (Math.max(fallBack(trained, 'minimize'), fallBack(validated, 'minimize')) > tasksetFallBack) return [];
      // TaskSet evaluates every 200 steps of 10,000, from step 0 on.
      const steps = validated.map((_, i) => 200 * i);
      const curves = [
        { metric: 'train/loss', steps, values: trained },
        { metric: 'valid/loss', steps, values: validated },
      ];
      const objective = { metric: 'valid/loss', direction: 'minimize' } as const;
      const subject = { curves, objective, maxSteps: 10_000, chance: Math.LN2 };
      return [{ source: `taskset/${task} place ${place}`, subject }];
    });
  });
}

/** JSON proper: Python writes bare NaN and Infinity. */
function numbers(json: string): string {
  return json.replace(/-?\b(NaN|Infinity)\b/g, 'null');
}

/** The greatest fall back from the best so far, as a share of what the curve gains in all. */
function fallBack(values: readonly number[], direction: Direction): number {
  const sign = direction === 'minimize' ? 1 : -1;
  let best = Infinity;
  let most = 0;
  for (const value of values) {
    best = Math.min(best, sign * value);
    most = Math.max(most, sign * value - best);
  }
  return most / (sign * (values[0] ?? NaN) - best);
}
