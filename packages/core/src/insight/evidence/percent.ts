import { rounded } from '../../numeric/index.ts';

/** Below this a share is not told apart from less. */
const least = 1e-5;

/** A probability as readers take it in: two significant digits, and no more precision than anybody believes. */
export function percent(share: number): string {
  return share < least ? `less than ${100 * least} %` : `${rounded(100 * share, 2)} %`;
}
