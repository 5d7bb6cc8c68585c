import { describe, expect, it } from 'vitest';
import { binomialInterval, stream, studentQuantile } from '../numeric/index.ts';
import { critical, leastPairs, mostPairs, spentBy } from './boundary.ts';

describe('the boundary', () => {
  it('begins at the t that spends 1 % at the first look', () => {
    // SciPy 1.17.1: stats.t.ppf(0.99, 2) = 6.9645567342832715; the table is simulated, to about 0.1 %.
    expect(critical(leastPairs) / studentQuantile(0.99, 2)).toBeCloseTo(1, 2);
    expect(spentBy(3)).toBeCloseTo(0.01, 12);
    expect(spentBy(mostPairs)).toBeLessThan(0.05);
  });

  it('is out of reach below three pairs, and constant beyond the table', () => {
    expect(critical(2)).toBe(Infinity);
    expect(critical(mostPairs + 1)).toBe(critical(mostPairs));
    expect(Array.from({ length: 98 }, (_, i) => critical(i + 3)).every((c) => c > 2.9 && c < 7)).toBe(true);
  });

  it.each([5, 10, 30])('spends what it says by %i pairs, looking after each', (pairs) => {
    const paths = 20_000;
    const random = stream(5, 'boundary test', pairs);
    let crossed = 0;
    for (let path = 0; path < paths; path++) {
      let [sum, squares] = [0, 0];
      for (let n = 1; n <= pairs; n++) {
        const difference = random.normal();
        sum += difference;
        squares += difference ** 2;
        if (n < leastPairs) continue;
        const t = sum / Math.sqrt((n * (squares - sum ** 2 / n)) / (n - 1));
        if (t < critical(n)) continue;
        crossed++;
        break;
      }
    }
    const [low, high] = binomialInterval(crossed, paths, 0.999);
    expect(low).toBeLessThan(spentBy(pairs));
    expect(high).toBeGreaterThan(spentBy(pairs));
  });
});
