/** What the name of a metric tells, in the many ways in which programs write it. */
import { guessMeaning } from '@attune/core/space';

/** `train_loss` → `train/loss`, `val.acc` → `valid/acc`; a name that holds `/`, or no split, stays as it is. */
export function storedMetric(name: string): string {
  if (name.includes('/')) return name;
  for (const [split, pattern] of splits) {
    const match = pattern.exec(name);
    if (match?.[1] !== undefined) return `${split}/${match[1]}`;
  }
  return name;
}

/** Whether a name is surely a metric's, where hyperparameters may stand beside it. */
export function isMetricName(name: string): boolean {
  return /(^|[_/.-])(loss|error|err|acc|accuracy|auc|f1|bleu|perplexity|ppl|nll|mse|rmse|mae|wer|cer|ssim|psnr|top[_-]?\d|grad_norm)([_/.-]|$|\d)/i.test(
    name,
  );
}

/**
 * Whether a field that holds one number for a whole trial is a result by its name: `best_val_loss`, `val_score`. Names of
 * settings that only sound like one are not: `loss_weight`, and `train_batch_size`, whose `train_` tells no metric.
 */
export function isResultName(name: string): boolean {
  const [split = '', rest = name] = storedMetric(name).split(/\/(.*)/s);
  if (guessMeaning(rest) !== undefined || settings.test(name)) return false;
  return isMetricName(name) || (split !== '' && rest !== name && scores.test(rest));
}

/** The split that a name is: `val` → `valid`; undefined where it is none. */
export function splitNamed(name: string): string | undefined {
  return splits.find(([, pattern]) => pattern.test(`${name}_x`) && !/[_.\-/]/.test(name))?.[0];
}

/** Whether a name is that of a clock: neither metric nor hyperparameter. */
export function isTimeName(name: string): boolean {
  return /^_?(time|times|timestamp|date\w*|datetime\w*|duration\w*|wall_?(clock_?)?time|elapsed\w*|runtime|seconds|minutes|hours|\w+_(time|seconds|duration))$/i.test(
    name,
  );
}

/** What a setting's name ends with. */
const settings =
  /(^|[_/.-])(weight|scale|coef\w*|lambda|type|name|fn|func|function|size|fraction|ratio|split|seed|steps|epochs|workers|freq|frequency|every|interval|examples|samples|dir|path|file|files|length|clip)$/i;

/** What is measured, where a split stands before it. */
const scores =
  /(^|[_/.-])(score|metric|auroc|map|iou|miou|r2|recall|precision|rouge\w*|reward|return|fid|dice|bpc|bpb|kappa|mcc)([_/.-]|$|\d|@)/i;

const splits: readonly (readonly [split: string, pattern: RegExp])[] = [
  ['train', /^train(?:ing)?[_.-](.+)$/i],
  ['valid', /^(?:val|valid|validation|dev|eval)[_.-](.+)$/i],
  ['test', /^test[_.-](.+)$/i],
];
