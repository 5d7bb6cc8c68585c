/**
 * Does one of several groups hold more of a kind of trial than the others?
 *
 *   x of n  trials of the kind in the group;  X of N  in all groups
 *   p       P(at least x of the kind among n drawn of N), Fisher's exact test to one side (R. A. Fisher, The Logic of
 *           Inductive Inference, Journal of the Royal Statistical Society 98, 1935)
 */
import { logChoose } from '../../numeric/index.ts';

export interface Share {
  readonly kind: number;
  readonly count: number;
}

/** p of one group against all, itself among them. */
export function moreThanOthers(group: Share, all: Share): number {
  let p = 0;
  for (let x = group.kind; x <= Math.min(group.count, all.kind); x++) {
    const rest = all.count - group.count;
    if (all.kind - x > rest) continue;
    const ways = logChoose(group.count, x) + logChoose(rest, all.kind - x) - logChoose(all.count, all.kind);
    p += Math.exp(ways);
  }
  return Math.min(1, p);
}
