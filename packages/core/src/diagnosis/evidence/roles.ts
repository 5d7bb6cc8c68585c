/** Which curve plays which part: the objective, the same measured on training data, and the losses. */
import { isLossName, isLossPart, lossAmong, splitName, type Curve, type Split } from '../../study/index.ts';
import type { CurveSubject } from '../subject.ts';

export type Role = 'objective' | 'train objective' | 'valid loss' | 'train loss' | 'batch loss';

/** Measured on training data, evaluated or by minibatch. */
export const trainingRoles: readonly Role[] = ['train objective', 'train loss', 'batch loss'];

/** Whether a metric may be a cross-entropy, whose value for an even guess among C classes is ln C. */
export function isEntropyName(metric: string): boolean {
  const { name } = splitName(metric);
  return (
    isLossName(metric) &&
    !isLossPart(metric) &&
    !/(^|[/_.])(ppl|perplexity|bpc|mse|mae|rmse|l1|l2|hinge)($|[/_.])/.test(name)
  );
}

/**
 * The curves that the diagnoses look at, by role; a curve has one role, and test metrics none (method L5). A loss is the one
 * of the objective's name, a total by its name, or the only loss of its split: of several terms none stands for the whole.
 */
export function rolesOf({ curves, objective }: Pick<CurveSubject, 'curves' | 'objective'>): ReadonlyMap<Role, Curve> {
  const roles = new Map<Role, Curve>();
  const seen = curves.filter(({ metric, steps }) => steps.length > 0 && splitName(metric).split !== 'test');
  const mainName = splitName(objective.metric).name;
  // A loss as objective has the training loss for its counterpart: that curve is known by what it shows of training.
  const isLoss = isLossName(objective.metric) && objective.direction === 'minimize';
  const put = (role: Role, curve: Curve | undefined): void => {
    if (curve !== undefined && ![...roles.values()].includes(curve)) roles.set(role, curve);
  };
  const losses = (split: Split | undefined): Curve | undefined => {
    const loss = lossAmong(
      seen.map(({ metric }) => metric),
      split,
      objective,
    );
    return seen.find(({ metric }) => metric === loss);
  };
  put(
    'objective',
    seen.find(({ metric }) => metric === objective.metric),
  );
  if (!isLoss) {
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
