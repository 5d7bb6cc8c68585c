/** What healthy rounds of other programs look like: changes of a planted round that are no ailment. */
import type { RoundRecord } from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import type { Curve } from '@attune/core/study';

export type Change = (round: RoundRecord) => RoundRecord;

/** Nothing is evaluated in the first 30 % of training: most is learned before. */
export const evaluatedLate: Change = (round) =>
  withCurves(round, (curve) =>
    curve.metric.includes('/') ? kept(curve, (step) => step > 0.3 * round.maxSteps) : curve,
  );

/** Evaluations wander: first-order autoregressive noise of 0.8, as large as the jitter of one evaluation. */
export const redNoise: Change = (round) =>
  withCurves(round, (curve, trial) => {
    const size = { 'valid/loss': 0.004, 'valid/error': 0.0015 }[curve.metric];
    if (size === undefined) return curve;
    const random = stream(trial, 'red noise', curve.metric);
    let wander = random.normal();
    const values = curve.values.map((value) => {
      wander = 0.8 * wander + 0.6 * random.normal();
      return Math.abs(value + size * wander);
    });
    return { ...curve, values };
  });

/** An auxiliary loss that grows as it should, and a loss scale that doubles now and then. */
export const auxiliary: Change = (round) => ({
  ...round,
  trials: round.trials.map((trial) => {
    const random = stream(trial.id, 'auxiliary');
    const steps = trial.curves.find(({ metric }) => metric === 'train/loss')?.steps ?? [];
    const kl = steps.map((step) => (0.1 + step / round.maxSteps) * (1 + 0.02 * random.normal()));
    const scale = steps.map((step) => 2 ** (10 + Math.floor((8 * step) / round.maxSteps)));
    const curves = [
      ...trial.curves,
      { metric: 'train/kl_loss', steps, values: kl },
      { metric: 'loss_scale', steps, values: scale },
    ];
    return { ...trial, curves };
  }),
});

/** The objective is a loss that is written as a score: `neg_log_loss`, to be maximised. */
export const negated: Change = (round) => ({
  ...withCurves(
    {
      ...round,
      trials: round.trials.map((trial) => ({
        ...trial,
        curves: trial.curves.filter(({ metric }) => !metric.endsWith('/error')),
      })),
    },
    (curve) =>
      curve.metric.endsWith('/loss')
        ? {
            ...curve,
            metric: curve.metric.replace('loss', 'neg_log_loss'),
            values: curve.values.map((value) => -value),
          }
        : curve,
  ),
  objective: { metric: 'valid/neg_log_loss', direction: 'maximize' },
  references: { chance: { 'valid/neg_log_loss': -Math.log(10) } },
});

function withCurves(round: RoundRecord, change: (curve: Curve, trial: number) => Curve): RoundRecord {
  const trials = round.trials.map((trial) => ({
    ...trial,
    curves: trial.curves.map((curve) => change(curve, trial.id)),
  }));
  return { ...round, trials };
}

function kept({ metric, steps, values }: Curve, wanted: (step: number) => boolean): Curve {
  const which = steps.map(wanted);
  return { metric, steps: steps.filter((_, i) => which[i]), values: values.filter((_, i) => which[i]) };
}
