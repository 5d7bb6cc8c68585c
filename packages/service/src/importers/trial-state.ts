/** How an imported trial ended, by the rules that Attune's own engine applies to the training loss. */
import { diverged, nothingSeen, trainLossAmong, watchLoss, type Curve, type TrialState } from '@attune/core/study';

/** `said`: what the history itself says, where it says anything. */
export function stateOf(curves: readonly Curve[], said: 'infeasible' | 'feasible' | null = null): TrialState {
  if (said === 'infeasible') return { status: 'infeasible', reason: 'diverged' };
  const names = curves.map(({ metric }) => metric);
  const losses = new Set([trainLossAmong(names, undefined), names.find((name) => name === 'loss')]);
  return curves.some((curve) => losses.has(curve.metric) && hasDiverged(curve))
    ? { status: 'infeasible', reason: 'diverged' }
    : { status: 'completed' };
}

function hasDiverged({ steps, values }: Curve): boolean {
  let watch = nothingSeen;
  for (const [i, value] of values.entries()) {
    watch = watchLoss(watch, steps[i] ?? 0, value);
    if (diverged(watch, false)) return true;
  }
  return diverged(watch, true);
}
