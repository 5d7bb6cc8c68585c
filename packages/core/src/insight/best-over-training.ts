/** A trial's objective: the best finite value of its curve, at the first step that attains it. */
import { better, type Curve, type Direction } from '../study/index.ts';

export interface Best {
  readonly value: number;
  readonly step: number;
}

/** Null where the curve holds no finite value. */
export function bestOverTraining(curve: Curve, direction: Direction): Best | null {
  let best: Best | null = null;
  curve.values.forEach((value, i) => {
    const step = curve.steps[i];
    if (step === undefined || !Number.isFinite(value)) return;
    const wins = best === null || better(direction, value, best.value);
    if (wins || (value === best?.value && step < best.step)) best = { value, step };
  });
  return best;
}

/** The value reported at `step`; undefined where there is none or it is not finite. The last one counts where several are. */
export function valueAt(curve: Curve, step: number): number | undefined {
  const value = curve.values[curve.steps.lastIndexOf(step)];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
