/** The feasible trials of 512 random ConvNeXt runs on ImageNet (nicholaslourie/opda), in [0, 1], with ranks as objectives. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalScores } from '../../packages/core/src/insight/evidence/normal-scores.ts';
import type { Study } from './study.ts';

const corpus = process.env['ATTUNE_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');

interface Run {
  readonly nan_train_loss: boolean;
  readonly epochs: number;
  readonly batch_size: number;
  readonly lr: number;
  readonly lr_peak_epoch: number;
  readonly momentum: number;
  readonly weight_decay: number;
  readonly label_smoothing: number;
  readonly learning_curve: readonly { readonly top_1: number }[];
}

/** Below this accuracy of 1,000 classes a run is no better than chance. */
const chance = 0.001;

const coordinates: Readonly<Record<string, (run: Run) => number>> = {
  epochs: (run) => (run.epochs - 20) / 80,
  batch_size: (run) => Math.log2(run.batch_size / 128) / 3,
  lr: (run) => Math.log(run.lr / 5e-3) / Math.log(1e4),
  lr_peak: (run) => run.lr_peak_epoch / run.epochs / 0.8,
  momentum: (run) => (run.momentum - 0.7) / 0.3,
  weight_decay: (run) => Math.log(run.weight_decay / 1e-6) / Math.log(1e3),
  label_smoothing: (run) => run.label_smoothing / 0.5,
};

/** Null where the corpus is absent. */
export function convnext(): { readonly study: Study; readonly names: readonly string[] } | null {
  const file = join(corpus, 'opda/convnext-tiny_tuning.results.jsonl');
  if (!existsSync(file)) return null;
  const runs = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Run);
  const best = (run: Run): number =>
    Math.max(0, ...run.learning_curve.map(({ top_1 }) => top_1).filter(Number.isFinite));
  const feasible = runs.filter((run) => !run.nan_train_loss && best(run) > chance);
  return {
    names: Object.keys(coordinates),
    study: {
      points: feasible.map((run) => Object.values(coordinates).map((of) => Math.min(1, Math.max(0, of(run))))),
      objectives: normalScores(feasible.map((run) => -best(run))),
    },
  };
}
