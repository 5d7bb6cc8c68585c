/** What to do about a region of infeasible trials: a smaller range, another parameterisation, or steadier training. */
import { roundedValue, shrinkRange, type Hyperparameter, type RangeHyperparameter } from '../../space/index.ts';
import { defineTexts, type Message } from '../../texts/index.ts';
import type { Action } from '../finding.ts';
import type { RoundView } from '../view.ts';
import type { InfeasibleRegions } from './infeasible-regions.ts';
import { liesIn, type HalfPlane, type Region } from './region.ts';
import type { Rule } from './region-rule.ts';

export const regionRemedyTexts = defineTexts('region-remedy', {
  competitive:
    'the range is better kept: trial {trial}, among the three best, lies there too, so steadier training (warmup, clipping) may be worth more than a smaller range',
  shrinkAbove: 'search {hyperparameter} up to {threshold}',
  shrinkBelow: 'search {hyperparameter} from {threshold} upwards',
  shrinkBoth: 'search {hyperparameter} from {low} to {high}',
  split: 'leave out {hyperparameter} from {low} to {high}: search one side of it, or find out what breaks there',
  leave: 'leave out {hyperparameter} = {threshold}, or find out what it breaks',
  reparameterize:
    'search {quantity} from {low} to {high} in place of {hyperparameter}: then {partner} can be changed without breaking training',
  together: 'change {hyperparameter} and {partner} together: one range for each cannot leave this region out',
});

export interface Remedy {
  readonly advice?: Message;
  readonly action?: Action;
}

interface Case {
  readonly view: RoundView;
  readonly regions: InfeasibleRegions;
  readonly region: Region;
  readonly rule: Rule;
  /** Where one of so many best trials lies in the region, the region is better kept. */
  readonly topCount: number;
}

export function remedyOf({ view, regions, region: { where }, rule, topCount }: Case): Remedy {
  const { hyperparameters, axes, judged } = regions;
  const inside = new Set(judged.flatMap(({ record }, i) => (liesIn(where, i, axes) === true ? [record.id] : [])));
  const competitor = view.ranked.slice(0, topCount).find(({ record }) => inside.has(record.id));
  if (competitor !== undefined) return { advice: regionRemedyTexts.competitive({ trial: competitor.record.id }) };
  if (where.shape === 'half-plane') return remedyOfPlane(where, rule, hyperparameters);
  const hyperparameter = hyperparameters[where.axis];
  if (hyperparameter === undefined) return {};
  switch (rule.kind) {
    case 'line':
      return {};
    case 'value':
      return { advice: regionRemedyTexts.leave({ hyperparameter: rule.of, threshold: rule.threshold }) };
    case 'side':
      return remedyOfSide(rule, hyperparameter);
    case 'band':
      return remedyOfBand(rule, hyperparameter);
  }
}

function remedyOfSide(rule: Extract<Rule, { kind: 'side' }>, hyperparameter: Hyperparameter): Remedy {
  const { side, threshold } = rule;
  const end = side === 'above' ? 'high' : 'low';
  const action =
    isRange(hyperparameter) && typeof threshold === 'number' ? shrinking(hyperparameter, end, threshold) : null;
  const told = action === null ? threshold : roundedValue(hyperparameter, action.range[side === 'above' ? 1 : 0]);
  const names = { hyperparameter: rule.of, threshold: told };
  return {
    advice: side === 'above' ? regionRemedyTexts.shrinkAbove(names) : regionRemedyTexts.shrinkBelow(names),
    ...(action !== null && { action }),
  };
}

function remedyOfBand(
  { of, side, low, high }: Extract<Rule, { kind: 'band' }>,
  hyperparameter: Hyperparameter,
): Remedy {
  if (side === 'between') return { advice: regionRemedyTexts.split({ hyperparameter: of, low, high }) };
  const numeric = isRange(hyperparameter) && typeof low === 'number' && typeof high === 'number';
  const from = numeric ? shrinking(hyperparameter, 'low', low) : null;
  const to = numeric ? shrinking(hyperparameter, 'high', high) : null;
  if (from === null || to === null || !(from.range[0] < to.range[1])) {
    return { advice: regionRemedyTexts.shrinkBoth({ hyperparameter: of, low, high }) };
  }
  const range = [from.range[0], to.range[1]] as const;
  const [least, most] = range.map((each) => roundedValue(hyperparameter, each));
  return {
    advice: regionRemedyTexts.shrinkBoth({ hyperparameter: of, low: least ?? low, high: most ?? high }),
    action: { ...from, range },
  };
}

/** The quantity in place of its first hyperparameter, from what the ranges allow up to the limit. */
function remedyOfPlane(where: HalfPlane, rule: Rule, hyperparameters: readonly Hyperparameter[]): Remedy {
  const { direction, side } = where;
  const [first, second] = direction.axes.map((axis) => hyperparameters[axis]);
  if (first === undefined || second === undefined) return {};
  const together = { advice: regionRemedyTexts.together({ hyperparameter: first.id, partner: second.id }) };
  if (rule.kind !== 'side' || typeof rule.threshold !== 'number') return together;
  const corners = endsOf(first).flatMap((a) =>
    endsOf(second).map(
      (b) => a ** direction.weights[0] * (direction.in === 'complement' ? 1 - b : b) ** direction.weights[1],
    ),
  );
  const far = Number((side === 'above' ? Math.min(...corners) : Math.max(...corners)).toPrecision(2));
  if (!(far > 0) || !Number.isFinite(far)) return together;
  const [low, high] = side === 'above' ? ([far, rule.threshold] as const) : ([rule.threshold, far] as const);
  const as = formOf(direction);
  return {
    advice: regionRemedyTexts.reparameterize({
      quantity: rule.of,
      low,
      high,
      hyperparameter: first.id,
      partner: second.id,
    }),
    ...(as !== null && {
      action: { kind: 'reparameterize', hyperparameters: [first.id, second.id], as, range: [low, high] },
    }),
  };
}

type Form = Extract<Action, { kind: 'reparameterize' }>['as'];

/** Null for powers that the action has no word for. */
function formOf({ weights: [p, q], in: kind }: HalfPlane['direction']): Form | null {
  if (p !== 1 || Math.abs(q) !== 1) return null;
  if (kind === 'complement') return q < 0 ? 'ratio-to-complement' : null;
  return q < 0 ? 'ratio' : 'product';
}

function endsOf(hyperparameter: Hyperparameter): readonly number[] {
  if (isRange(hyperparameter)) return [hyperparameter.low, hyperparameter.high];
  return hyperparameter.kind === 'discrete' ? hyperparameter.values.map(Number) : [];
}

type Shrinking = Extract<Action, { kind: 'shrink-range' }>;

/** The range with one end on the feasible side, rounded inwards; null where that is no cut. */
function shrinking(hyperparameter: RangeHyperparameter, side: 'low' | 'high', to: number): Shrinking | null {
  const range = shrinkRange(hyperparameter, side, to);
  const { id, scale } = hyperparameter;
  return range === null ? null : { kind: 'shrink-range', hyperparameter: id, scale, range };
}

function isRange(hyperparameter: Hyperparameter): hyperparameter is RangeHyperparameter {
  return hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
}
