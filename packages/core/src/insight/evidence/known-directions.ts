/**
 * Quantities of two hyperparameters that practice knows to decide whether training diverges, by the meaning of both: the
 * learning rate over 1 − momentum (the step that a steady gradient takes), times weight decay, over the batch size and over
 * its square root (the linear rule and constant variance), and over Adam's ε.
 */
import { guessMeaning, type Hyperparameter, type Meaning } from '../../space/index.ts';
import type { Axis, Direction } from './region.ts';

export type KnownQuantity = 'over-complement' | 'product' | 'ratio' | 'ratio-to-root';

interface Partner {
  readonly meaning: Meaning;
  readonly quantity: KnownQuantity;
}

const partners: readonly Partner[] = [
  { meaning: 'momentum', quantity: 'over-complement' },
  { meaning: 'weight-decay', quantity: 'product' },
  { meaning: 'batch-size', quantity: 'ratio' },
  { meaning: 'batch-size', quantity: 'ratio-to-root' },
  { meaning: 'epsilon', quantity: 'ratio' },
];

/** What a hyperparameter is: as declared, else as its name suggests. */
export function meaningOf({ meaning, name }: Hyperparameter): Meaning | undefined {
  return meaning ?? guessMeaning(name);
}

/** In scores that are logarithms of the quantity; `axes[i]` and `values[i]` belong to `hyperparameters[i]`. */
export function knownDirections(
  hyperparameters: readonly Hyperparameter[],
  axes: readonly Axis[],
  values: readonly (readonly (number | null)[])[],
): readonly Direction[] {
  return hyperparameters.flatMap((rate, a) => {
    if (meaningOf(rate) !== 'learning-rate' || axes[a]?.kind !== 'ordered') return [];
    return hyperparameters.flatMap((other, b) =>
      partners.flatMap(({ meaning, quantity }): Direction[] => {
        if (meaningOf(other) !== meaning || axes[b]?.kind !== 'ordered') return [];
        const complement = quantity === 'over-complement';
        const x = logarithms(values[a] ?? [], false);
        const y = logarithms(values[b] ?? [], complement);
        if (x === null || y === null) return [];
        return [
          {
            axes: [a, b],
            weights: [1, weightOf(quantity)],
            coordinates: [x, y],
            in: complement ? 'complement' : 'logs',
          },
        ];
      }),
    );
  });
}

function weightOf(quantity: KnownQuantity): number {
  switch (quantity) {
    case 'product':
      return 1;
    case 'over-complement':
    case 'ratio':
      return -1;
    case 'ratio-to-root':
      return -0.5;
  }
}

/** ln x, or ln(1 − x), of every value; null where one of them has none. */
export function logarithms(values: readonly (number | null)[], complement: boolean): readonly (number | null)[] | null {
  const logs = values.map((value) => (value === null ? null : Math.log(complement ? 1 - value : value)));
  return logs.every((log) => log === null || Number.isFinite(log)) ? logs : null;
}
