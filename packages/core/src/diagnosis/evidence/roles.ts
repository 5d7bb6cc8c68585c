/** Which curve plays which part: the objective, the same measured on training data, and the losses. */
import type { Curve } from '../../study/index.ts';
import type { CurveSubject } from '../subject.ts';

export type Role = 'objective' | 'train objective' | 'valid loss' | 'train loss' | 'batch loss';

/** Measured on training data, evaluated or by minibatch. */
export const trainingRoles: readonly Role[] = ['train objective', 'train loss', 'batch loss'];

const splits = {
  train: /^(train|training|trn)$/i,
  valid: /^(valid|validation|val|dev|eval)$/i,
  test: /^test$/i,
  batch: /^(batch|minibatch|step)$/i,
} as const;

type Split = keyof typeof splits;

/** Split and name of `valid/loss`, `train_loss` or `val.acc`; no split where the name begins with none. */
export function splitName(metric: string): { readonly split: Split | undefined; readonly name: string } {
  const cut = /^([a-z]+)[/_.-](.+)$/i.exec(metric);
  const [, head = '', rest = metric] = cut ?? [];
  const split = (Object.keys(splits) as Split[]).find((key) => splits[key].test(head));
  return split === undefined ? { split, name: metric.toLowerCase() } : { split, name: rest.toLowerCase() };
}

/** Whether smaller is better without a bound above, by its name: these are compared by ratio. */
export function isLossName(metric: string): boolean {
  return /loss|nll|cross_?entropy|perplexity|(^|[/_.])(ppl|mse|bpc)$/i.test(metric);
}

/** The curves that the diagnoses look at, by role; a curve has one role, and test metrics none (method L5). */
export function rolesOf({ curves, objective }: CurveSubject): ReadonlyMap<Role, Curve> {
  const roles = new Map<Role, Curve>();
  const seen = curves.filter(({ metric, steps }) => steps.length > 0 && splitName(metric).split !== 'test');
  const mainName = splitName(objective.metric).name;
  const put = (role: Role, curve: Curve | undefined): void => {
    if (curve !== undefined && ![...roles.values()].includes(curve)) roles.set(role, curve);
  };
  const losses = (split: Split | undefined): Curve | undefined => {
    const of = seen.filter((curve) => splitName(curve.metric).split === split && isLossName(curve.metric));
    const named = (name: string): Curve | undefined => of.find((curve) => splitName(curve.metric).name === name);
    return named(mainName) ?? named('loss') ?? of.toSorted((a, b) => (a.metric < b.metric ? -1 : 1))[0];
  };
  put(
    'objective',
    seen.find(({ metric }) => metric === objective.metric),
  );
  // A loss as objective has the training loss for its counterpart: that curve is known by what it shows of training.
  if (!isLossName(objective.metric)) {
    put(
      'train objective',
      seen.find(({ metric }) => splitName(metric).split === 'train' && splitName(metric).name === mainName),
    );
  }
  put('valid loss', losses('valid'));
  put('train loss', losses('train'));
  put('batch loss', losses('batch') ?? losses(undefined));
  return roles;
}
