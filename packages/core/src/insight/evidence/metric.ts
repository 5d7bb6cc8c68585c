/** What a metric's name tells: whether it is a rate over examples, and which way is good. */
import type { Direction, Objective } from '../../study/index.ts';

const rates: Readonly<Record<string, Direction>> = {
  error: 'minimize',
  error_rate: 'minimize',
  accuracy: 'maximize',
  acc: 'maximize',
};

const others: Readonly<Record<string, Direction>> = {
  loss: 'minimize',
  perplexity: 'minimize',
  mse: 'minimize',
  mae: 'minimize',
  rmse: 'minimize',
  wer: 'minimize',
  cer: 'minimize',
  auc: 'maximize',
  f1: 'maximize',
  bleu: 'maximize',
  map: 'maximize',
  iou: 'maximize',
};

/** Whether values of the metric are shares of examples, so that a finite validation set has a known sampling error. */
export function isRate(metric: string, values: readonly number[]): boolean {
  return Object.hasOwn(rates, lastPart(metric)) && values.every((value) => value >= 0 && value <= 1);
}

/** Which way is good: the objective's own direction, else by name; undefined where the name is not known. */
export function directionOf(metric: string, objective: Objective): Direction | undefined {
  if (metric === objective.metric) return objective.direction;
  const name = lastPart(metric);
  if (Object.hasOwn(rates, name)) return rates[name];
  return Object.hasOwn(others, name) ? others[name] : undefined;
}

/** Whether a metric is measured on validation data. */
export function isValidation(metric: string): boolean {
  return /^(valid|validation|val|dev|eval)\//.test(metric);
}

function lastPart(metric: string): string {
  return metric.slice(metric.lastIndexOf('/') + 1).toLowerCase();
}
