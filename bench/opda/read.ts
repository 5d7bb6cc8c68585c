/**
 * The two random searches of OPDA (N. Lourie, K. Cho and H. He, Show Your Work with Confidence, 2024; CC BY-SA 4.0) as
 * records of a round: ConvNeXt-tiny on ImageNet and DeBERTa-v3-base on MultiNLI, in the spaces that were searched.
 * They are read where they lie: the folder `corpus` of the environment variable ATTUNE_CORPUS, else of ../shared beside the
 * checkout. Null, with a line that says so, where they are absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoundRecord, StudyRecord, TrialRecord } from '@attune/core/insight';
import type { DiscreteHyperparameter, Hyperparameter, RangeHyperparameter } from '@attune/core/space';

export type Name = 'convnext' | 'deberta';

const files: Readonly<Record<Name, string>> = {
  convnext: 'convnext-tiny_tuning.results.jsonl',
  deberta: 'deberta-v3-base_tuning.results.jsonl',
};

const root = new URL('../../', import.meta.url).pathname;

/** Where real searches lie. */
export function corpus(): string {
  return process.env['ATTUNE_CORPUS'] ?? join(root, '../shared/corpus');
}

export function readOpda(name: Name): RoundRecord | null {
  const file = join(corpus(), 'opda', files[name]);
  if (!existsSync(file)) {
    console.log(`skipped: ${file} is absent (set ATTUNE_CORPUS to the folder that holds opda)`);
    return null;
  }
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as unknown);
  return name === 'convnext' ? convnext(rows as readonly ConvnextRow[]) : deberta(rows as readonly DebertaRow[]);
}

/** The same round with other trials and another space of its one study. */
export function withStudy(
  round: RoundRecord,
  hyperparameters: readonly Hyperparameter[],
  trials: readonly TrialRecord[],
): RoundRecord {
  const studies = round.studies.map((study) => ({ ...study, space: { hyperparameters }, trials: trials.length }));
  return { ...round, studies, trials };
}

interface ConvnextRow {
  readonly iteration: number;
  readonly nan_train_loss: boolean;
  readonly epochs: number;
  readonly batch_size: number;
  readonly lr: number;
  readonly lr_peak_epoch: number;
  readonly momentum: number;
  readonly weight_decay: number;
  readonly label_smoothing: number;
  readonly learning_curve: readonly { readonly epoch: number; readonly top_1: number | null }[];
}

function convnext(rows: readonly ConvnextRow[]): RoundRecord {
  const hyperparameters: readonly Hyperparameter[] = [
    { ...range('lr', 5e-3, 50, 'log'), meaning: 'learning-rate' },
    { ...range('momentum', 0.7, 1, 'linear'), meaning: 'momentum' },
    { ...range('weight_decay', 1e-6, 1e-3, 'log'), meaning: 'weight-decay' },
    { ...list('batch_size', [128, 256, 512, 1024]), meaning: 'batch-size' },
    { ...range('epochs', 20, 100, 'linear'), kind: 'integer' },
    range('peak', 0, 0.8, 'linear'),
    { ...range('label_smoothing', 0, 0.5, 'linear'), meaning: 'label-smoothing' },
  ];
  const trials = rows.map((row): TrialRecord => {
    const { epochs, batch_size, lr, lr_peak_epoch, momentum, weight_decay, label_smoothing } = row;
    const peak = Math.min(0.8, lr_peak_epoch / epochs);
    const points = row.learning_curve.filter(({ top_1 }) => top_1 !== null);
    return {
      id: row.iteration,
      study: 1,
      seed: row.iteration,
      configuration: { lr, momentum, weight_decay, batch_size, epochs, peak, label_smoothing },
      state: row.nan_train_loss ? { status: 'infeasible', reason: 'diverged' } : { status: 'completed' },
      curves: [
        {
          metric: 'valid/top_1',
          steps: points.map(({ epoch }) => epoch + 1),
          values: points.map((point) => point.top_1 ?? NaN),
        },
      ],
    };
  });
  return roundOf({ hyperparameters, trials, metric: 'valid/top_1', maxSteps: 100, stepUnit: 'epoch', chance: 0.001 });
}

interface DebertaRow {
  readonly iteration: number;
  readonly num_train_epochs: number;
  readonly train_batch_size: number;
  readonly total_model_steps: number;
  readonly learning_rate: number;
  readonly warmup_steps: number;
  readonly cls_drop_out: number;
  readonly learning_curves: { readonly matched: readonly (readonly [number, number])[] };
}

function deberta(rows: readonly DebertaRow[]): RoundRecord {
  const hyperparameters: readonly Hyperparameter[] = [
    { ...range('learning_rate', 1e-6, 1e-3, 'log'), meaning: 'learning-rate' },
    list('num_train_epochs', [1, 2, 3, 4]),
    { ...range('train_batch_size', 16, 64, 'linear'), kind: 'integer', meaning: 'batch-size' },
    range('warmup', 0, 0.6, 'linear'),
    { ...range('cls_drop_out', 0, 0.3, 'linear'), meaning: 'dropout' },
  ];
  const trials = rows.map((row): TrialRecord => {
    const { num_train_epochs, train_batch_size, learning_rate, cls_drop_out } = row;
    // The proportion was drawn of the first epoch's steps.
    const warmup = Math.min(0.6, (row.warmup_steps * num_train_epochs) / row.total_model_steps);
    const curve = row.learning_curves.matched;
    return {
      id: row.iteration,
      study: 1,
      seed: row.iteration,
      configuration: { learning_rate, num_train_epochs, train_batch_size, warmup, cls_drop_out },
      state: { status: 'completed' },
      curves: [
        { metric: 'valid/accuracy', steps: curve.map(([step]) => step), values: curve.map(([, value]) => value) },
      ],
    };
  });
  const chance = 1 / 3;
  return roundOf({ hyperparameters, trials, metric: 'valid/accuracy', maxSteps: 100_000, stepUnit: 'step', chance });
}

interface Parts {
  readonly hyperparameters: readonly Hyperparameter[];
  readonly trials: readonly TrialRecord[];
  readonly metric: string;
  readonly maxSteps: number;
  readonly stepUnit: string;
  /** Of the metric, where known. */
  readonly chance: number | null;
}

export function roundOf({ hyperparameters, trials, metric, maxSteps, stepUnit, chance }: Parts): RoundRecord {
  const study: StudyRecord = {
    id: 1,
    name: 'random search',
    purpose: 'search',
    scientific: {},
    space: { hyperparameters },
    adaptive: false,
    trials: trials.length,
  };
  return {
    number: 1,
    goal: 'understand',
    question: 'what matters?',
    objective: { metric, direction: 'maximize' },
    maxSteps,
    stepUnit,
    roles: Object.fromEntries(hyperparameters.map(({ id }) => [id, 'nuisance' as const])),
    baseline: {},
    examples: {},
    references: chance === null ? {} : { chance: { [metric]: chance } },
    studies: [study],
    trials,
  };
}

export function range(id: string, low: number, high: number, scale: RangeHyperparameter['scale']): RangeHyperparameter {
  return { kind: 'float', id, name: id, arg: id, low, high, scale };
}

function list(id: string, values: readonly number[]): DiscreteHyperparameter {
  return { kind: 'discrete', id, name: id, arg: id, values };
}
