import type { Direction } from '@attune/core/study';

/** The direction that a metric's name makes plain: losses and errors less, accuracies and scores more; else undefined. */
export function guessDirection(metric: string): Direction | undefined {
  const name = metric.slice(metric.lastIndexOf('/') + 1).toLowerCase();
  if (/(^|_)(loss|error|err|perplexity|ppl|nll|mse|rmse|mae|wer|cer|fid|bpc|bpb|bits_per_\w+)(_|$|\d)/.test(name))
    return 'minimize';
  if (
    /(^|_)(acc|accuracy|top\d|auc|auroc|f1|precision|recall|bleu|rouge\w*|map|miou|iou|r2|reward|return|psnr|ssim)(_|$|\d|@)/.test(
      name,
    )
  ) {
    return 'maximize';
  }
  return undefined;
}
