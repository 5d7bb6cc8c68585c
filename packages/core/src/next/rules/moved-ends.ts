/** The ends of a range that a finding moves, outwards or inwards. */
import { find, type Side } from '../../space/index.ts';
import type { Message } from '../../texts/index.ts';
import { sourceOf, type Asked, type Change } from '../change.ts';

interface Moved {
  readonly side: Side;
  readonly from: number;
  readonly to: number;
}

/** A change for each end that `range` moves that way; an end that lies there already, or beyond, stays. */
export function movedEnds(
  { action, finding, round, basis }: Asked<Extract<Asked['action'], { kind: 'expand-range' | 'shrink-range' }>>,
  direction: 'out' | 'in',
  told: (moved: Moved) => Message,
): readonly Change[] {
  const { hyperparameter, range } = action;
  const [current] = find(basis.space, hyperparameter).filter(({ id }) => id === hyperparameter);
  if (current?.kind !== 'float' && current?.kind !== 'integer') return [];
  const about = { part: 'range', hyperparameter } as const;
  return (['low', 'high'] as const).flatMap((side) => {
    const to = range[side === 'low' ? 0 : 1];
    const from = current[side];
    const moves = (side === 'low') === (direction === 'out') ? to < from : to > from;
    if (!moves) return [];
    const reason = { about, message: told({ side, from, to }), finding: sourceOf({ round, finding }) };
    return [{ kind: 'end', hyperparameter, side, to, direction, reason }];
  });
}
