/** Functions of points in [0, 1] whose single effects have known shares of the variance. */
import type { Stream } from '@attune/core/numeric';

export interface Truth {
  readonly name: string;
  readonly dimensions: number;
  readonly value: (point: readonly number[], random: Stream) => number;
  /** Of each coordinate alone. */
  readonly shares: readonly number[];
}

const at = (point: readonly number[], i: number): number => point[i] ?? 0;
/** Angle in [−π, π]. */
const angle = (point: readonly number[], i: number): number => Math.PI * (2 * at(point, i) - 1);
const sobolA = [0, 1, 4.5, 9];

export const functions: readonly Truth[] = [
  {
    // Variances 1/12, 4/12 and, of the noise, 5/12 × 1/4; three more coordinates without effect.
    name: 'additive, noisy',
    dimensions: 5,
    value: (x, random) => at(x, 0) + 2 * at(x, 1) + Math.sqrt(5 / 48) * random.normal(),
    shares: [0.16, 0.64, 0, 0, 0],
  },
  {
    // (1 + z1)(1 + z2) for z uniform on [−1, 1]: variances 1/3, 1/3 and 1/9 of 7/9.
    name: 'product',
    dimensions: 4,
    value: (x) => 4 * at(x, 0) * at(x, 1),
    shares: [3 / 7, 3 / 7, 0, 0],
  },
  {
    // A. Saltelli et al., Global Sensitivity Analysis: The Primer (2008), a = 7, b = 0.1.
    name: 'Ishigami',
    dimensions: 4,
    value: (x) =>
      Math.sin(angle(x, 0)) + 7 * Math.sin(angle(x, 1)) ** 2 + 0.1 * angle(x, 2) ** 4 * Math.sin(angle(x, 0)),
    shares: [0.3139, 0.4424, 0, 0],
  },
  {
    // I. Sobol': V_i = 1 / (3 (1 + a_i)²), V = Π (1 + V_i) − 1.
    name: 'Sobol g',
    dimensions: 4,
    value: (x) => sobolA.reduce((product, a, i) => (product * (Math.abs(4 * at(x, i) - 2) + a)) / (1 + a), 1),
    shares: sobolShares(),
  },
  {
    // 1 where x1 > 0.7, variance 0.21; x2 / 2, variance 1/48.
    name: 'step and slope',
    dimensions: 4,
    value: (x) => (at(x, 0) > 0.7 ? 1 : 0) + at(x, 1) / 2,
    shares: [0.21 / (0.21 + 1 / 48), 1 / 48 / (0.21 + 1 / 48), 0, 0],
  },
];

function sobolShares(): readonly number[] {
  const parts = sobolA.map((a) => 1 / (3 * (1 + a) ** 2));
  const total = parts.reduce((product, part) => product * (1 + part), 1) - 1;
  return parts.map((part) => part / total);
}
