/** How often a comparison warns that fresh seeds fall far behind the result that selected the candidate. */
import { optimismOf, type RunResult } from '@attune/core/decide';
import { binomialInterval, stream } from '@attune/core/numeric';
import { rate, row } from '../findings/rate.ts';

const objective = { metric: 'valid/score', direction: 'maximize' } as const;
/** Promised of "more than luck explains", where nothing but luck is at work. */
const promised = { rate: 0.05, bound: 0.065 };
const widths = [44, 6, 6, 20, 20, 6];

interface Situation {
  readonly name: string;
  /** Standard deviation of what configurations truly differ by, in those of a seed. */
  readonly spread: number;
  /** By how much every fresh run is worse than it should be. */
  readonly changed: number;
}

const situations: readonly Situation[] = [
  { name: 'configurations alike', spread: 0, changed: 0 },
  { name: 'configurations differ by as much as seeds', spread: 1, changed: 0 },
  { name: 'configurations differ by 5 times as much', spread: 5, changed: 0 },
  { name: 'the same, and something changed by 3', spread: 5, changed: 3 },
  { name: 'the same, and something changed by 10', spread: 5, changed: 10 },
];

export function measureOptimism(count: number): void {
  console.log(`\nFresh seeds behind the result that selected the candidate, ${count} comparisons a row; 95 % bounds`);
  console.log(row(['', 'among', 'runs', 'luck', 'more than luck', ''], widths));
  for (const { name, spread, changed } of situations) {
    for (const [among, runs] of [
      [8, 5],
      [32, 3],
      [32, 5],
      [32, 10],
    ] as const) {
      const random = stream(7, 'optimism', among, runs, spread, changed);
      const counts = { none: 0, luck: 0, beyond: 0 };
      for (let i = 0; i < count; i++) {
        const means = Array.from({ length: among }, () => spread * random.normal());
        const seen = means.map((mean) => ({ mean, value: mean + random.normal() }));
        const best = seen.reduce((a, b) => (b.value > a.value ? b : a));
        const fresh = Array.from({ length: runs }, (): RunResult => {
          return { kind: 'feasible', value: best.mean - changed + random.normal() };
        });
        counts[optimismOf({ value: best.value, among }, fresh, objective)?.kind ?? 'none']++;
      }
      const [, bound] = binomialInterval(counts.beyond, count, 0.95);
      const broken = changed === 0 && counts.beyond / count > promised.rate && bound > promised.bound;
      if (broken) process.exitCode = 1;
      const cells = [rate(counts.luck, count), rate(counts.beyond, count), broken ? 'BROKEN' : ''];
      console.log(row([name, among, runs, ...cells], widths));
    }
  }
}
