import type { Curve } from '../../study/index.ts';

/** The value reported at `step`; undefined where there is none or it is not finite. The last one counts where several are. */
export function valueAt(curve: Curve, step: number): number | undefined {
  const value = curve.values[curve.steps.lastIndexOf(step)];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
