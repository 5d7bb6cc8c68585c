/** Which metrics are losses, of which split, and which of several stands for the whole: by their names alone. */
import type { Objective } from './objective.ts';

const splits = {
  train: /^(train|training|trn)$/i,
  valid: /^(valid|validation|val|dev|eval)$/i,
  test: /^test$/i,
  batch: /^(batch|minibatch|step)$/i,
} as const;

export type Split = keyof typeof splits;

/** Split and name of `valid/loss`, `train_loss` or `val.acc`; no split where the name begins with none. */
export function splitName(metric: string): { readonly split: Split | undefined; readonly name: string } {
  const cut = /^([a-z]+)[/_.-](.+)$/i.exec(metric);
  const [, head = '', rest = metric] = cut ?? [];
  const split = (Object.keys(splits) as Split[]).find((key) => splits[key].test(head));
  return split === undefined ? { split, name: metric.toLowerCase() } : { split, name: rest.toLowerCase() };
}

/** Whether smaller is better without a bound above, by its name: these are compared by ratio. */
export function isLossName(metric: string): boolean {
  const { name } = splitName(metric);
  if (/scal(e|er|ing)$|^neg_/.test(name)) return false;
  return /loss|nll|cross_?entropy|perplexity|(^|[/_.])(ce|xent|ppl|mse|bpc)$/.test(name);
}

/** Whether a loss is a term that a total holds beside what the model is trained for: it may rise while the total falls. */
export function isLossPart(metric: string): boolean {
  return parts.test(splitName(metric).name);
}

const parts = /(^|[/_.])(kl|kld|aux|auxiliary|reg|regularization|regularizer|penalty|weight_decay)($|[/_.])/;

/** Whether a metric is the objective as measured on another split: its direction is the objective's. */
export function sharesName(metric: string, objective: string): boolean {
  return splitName(metric).name === splitName(objective).name;
}

/** Names of what is minimized as a whole, the plainest first. */
const totals = [
  'loss',
  'total_loss',
  'loss_total',
  'loss/total',
  'ce_loss',
  'cross_entropy_loss',
  'cross_entropy',
  'crossentropy',
  'xent',
  'ce',
  'nll_loss',
  'nll',
  'ctc_loss',
];

/**
 * The loss of a split (undefined: of none): the one of the objective's name where that is a loss to be minimized, a total by
 * its name, or the only loss of its split. Of several terms none stands for the whole.
 */
export function lossAmong(
  metrics: Iterable<string>,
  split: Split | undefined,
  objective?: Objective,
): string | undefined {
  const losses = [...metrics].filter(
    (metric) => splitName(metric).split === split && isLossName(metric) && !isScore(metric, objective),
  );
  const names = objective === undefined ? totals : [splitName(objective.metric).name, ...totals];
  const total = names.flatMap((name) => losses.find((metric) => splitName(metric).name === name) ?? [])[0];
  const [only, another] = losses;
  return total ?? (another === undefined && only !== undefined && !isLossPart(only) ? only : undefined);
}

/** Whether it goes by the objective's name, and that is no loss to be minimized: then it is better as the objective is. */
function isScore(metric: string, objective: Objective | undefined): boolean {
  if (objective === undefined || !sharesName(metric, objective.metric)) return false;
  return !isLossName(objective.metric) || objective.direction === 'maximize';
}
