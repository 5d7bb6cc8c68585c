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
  const { name } = splitName(metric);
  if (/scal(e|er|ing)$|^neg_/.test(name)) return false;
  return /loss|nll|cross_?entropy|perplexity|(^|[/_.])(ce|xent|ppl|mse|bpc)$/.test(name);
}

/** Whether a metric may be a cross-entropy, whose value for an even guess among C classes is ln C. */
export function isEntropyName(metric: string): boolean {
  const { name } = splitName(metric);
  return (
    isLossName(metric) &&
    !parts.test(name) &&
    !/(^|[/_.])(ppl|perplexity|bpc|mse|mae|rmse|l1|l2|hinge)($|[/_.])/.test(name)
  );
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

/** Terms that a total holds beside what the model is trained for: any of them may rise while the total falls. */
const parts = /(^|[/_.])(kl|kld|aux|auxiliary|reg|regularization|regularizer|penalty|weight_decay)($|[/_.])/;

/** Whether a curve is the objective as measured on another split: its direction is the objective's. */
export function sharesName(metric: string, objective: string): boolean {
  return splitName(metric).name === splitName(objective).name;
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
    const of = seen.filter(
      ({ metric }) =>
        splitName(metric).split === split && isLossName(metric) && (isLoss || !sharesName(metric, objective.metric)),
    );
    const named = (name: string): Curve | undefined => of.find((curve) => splitName(curve.metric).name === name);
    const total = [mainName, ...totals].flatMap((name) => named(name) ?? [])[0];
    const [only, another] = of;
    return (
      total ??
      (another === undefined && only !== undefined && !parts.test(splitName(only.metric).name) ? only : undefined)
    );
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
