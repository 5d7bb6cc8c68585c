/** What the name of a metric tells, in the many ways in which programs write it. */

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

/** Whether a name is that of a clock: neither metric nor hyperparameter. */
export function isTimeName(name: string): boolean {
  return /^_?(time|times|timestamp|date\w*|datetime\w*|duration\w*|wall_?(clock_?)?time|elapsed\w*|runtime|seconds|minutes|hours|\w+_(time|seconds|duration))$/i.test(
    name,
  );
}

const splits: readonly (readonly [split: string, pattern: RegExp])[] = [
  ['train', /^train(?:ing)?[_.-](.+)$/i],
  ['valid', /^(?:val|valid|validation|dev|eval)[_.-](.+)$/i],
  ['test', /^test[_.-](.+)$/i],
];
