/**
 * How the means of a healthy classifier's metrics move in training: a fast and a slow exponential fall from chance, and a
 * part that only a falling rate takes away (the bend of a decay).
 *
 *   f        fraction of training, in (0, 1]
 *   jitter   standard deviation of one evaluation of `valid/loss` around its trend at the full rate: the unit of effects
 */
/** `restarts`: three cosines, each twice as long as the one before (Loshchilov and Hutter 2017). */
export type Schedule = 'constant' | 'linear' | 'cosine' | 'restarts';

/** Means of the metrics at one moment of training. */
export interface Trend {
  readonly trainLoss: number;
  readonly validLoss: number;
  /** Added to the error that belongs to `validLoss`: where loss and error disagree. */
  readonly extraError: number;
  readonly gradNorm: number;
  readonly rate: number;
  /** Factor on the noise of evaluations. */
  readonly noise: number;
}

export interface TrendPlan {
  readonly schedule: Schedule;
  /** Peak learning rate. */
  readonly rate: number;
  /** The validation error that training tends to, in (0, 0.9). */
  readonly error: number;
  /** Stretches the time that training takes; about 1. */
  readonly pace: number;
  /** Share of training within which all is learned and the training set fitted; null where it takes the whole. */
  readonly within: number | null;
}

const classes = 10;
/** Cross-entropy and error of a predictor that knows only that all classes are as frequent. */
export const chanceLoss = Math.log(classes);
export const chanceError = 1 - 1 / classes;
export const jitter = 0.004;

/** Share of training over which the rate rises from nothing. */
const warmup = 0.03;

export function healthyTrend({ schedule, rate, error, pace, within }: TrendPlan, f: number): Trend {
  const elapsed = within === null ? f : f / within;
  const relative = scheduled(schedule, f);
  const least = lossOf(error);
  const slow = Math.exp(-elapsed / (0.2 * pace));
  const falling = 0.9 * Math.exp(-elapsed / (0.04 * pace)) + 0.06 * slow;
  const held = schedule === 'constant' || within !== null ? slow : Math.min(1, relative + Math.exp(-elapsed / 0.02));
  const validLoss = least + (chanceLoss - least) * (falling + 0.04 * held);
  // A gap that opens as the training set is fitted, and stays.
  const gap = (within === null ? 0.3 : 0.98) * least * (1 - Math.exp(-elapsed / 0.15));
  const trainLoss = validLoss - gap;
  const gradNorm = 0.5 + 1.5 * (trainLoss / chanceLoss) ** 0.3;
  return { trainLoss, validLoss, extraError: 0, gradNorm, rate: rate * relative, noise: 0.3 + 0.7 * relative };
}

/** The error that goes with a loss, and back: a power law through chance. */
export function errorOf(loss: number): number {
  return chanceError * Math.min(1, Math.max(0, loss) / chanceLoss) ** 0.9;
}

export function lossOf(error: number): number {
  return chanceLoss * (Math.max(0, error) / chanceError) ** (1 / 0.9);
}

/** The rate at fraction `f` of training, as a share of its peak. */
function scheduled(schedule: Schedule, f: number): number {
  const warm = Math.min(1, f / warmup);
  const progress = Math.min(1, Math.max(0, (f - warmup) / (1 - warmup)));
  switch (schedule) {
    case 'constant':
      return warm;
    case 'linear':
      return warm * (1 - progress);
    case 'cosine':
      return warm * 0.5 * (1 + Math.cos(Math.PI * progress));
    case 'restarts': {
      const [from, to] = [0, 1 / 7, 3 / 7, 1].flatMap((end, i, ends) =>
        progress >= end && progress < (ends[i + 1] ?? Infinity) ? [end, ends[i + 1] ?? 2] : [],
      );
      const within = (progress - (from ?? 0)) / ((to ?? 1) - (from ?? 0));
      return progress === 1 ? 0 : warm * 0.5 * (1 + Math.cos(Math.PI * within));
    }
  }
}
