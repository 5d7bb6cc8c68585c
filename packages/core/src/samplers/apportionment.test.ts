import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, type Claim } from './apportionment.ts';

const plain = (weights: readonly number[]): Claim[] =>
  weights.map((weight, part) => ({ weight, labels: { part: String(part) } }));

/** Optimisers that share equally, crossed with switches that are off in a quarter of the trials. */
function crossed(optimizers: number, switches: number): Claim[] {
  const claims: Claim[] = [];
  for (let code = 0; code < optimizers * 2 ** switches; code++) {
    const labels: Record<string, string> = { optimizer: String(code >> switches) };
    let weight = 1;
    for (let bit = 0; bit < switches; bit++) {
      const on = (code >> bit) % 2 === 1;
      labels[`switch ${bit}`] = on ? 'on' : 'off';
      if (on) weight *= 3;
    }
    claims.push({ weight, labels });
  }
  return claims;
}

/** The largest |count − share · n| over all n up to `trials`, of any stratum and of any label. */
function deviations(claims: readonly Claim[], trials: number): { stratum: number; label: number } {
  const total = claims.reduce((sum, { weight }) => sum + weight, 0);
  const at = apportion(claims);
  const shares = new Map<string, number>();
  const taken = new Map<string, number>();
  const names = claims.map(({ labels }, i) => [
    `stratum ${i}`,
    ...Object.entries(labels).map((pair) => pair.join('=')),
  ]);
  for (const [i, { weight }] of claims.entries()) {
    for (const name of names[i] ?? []) shares.set(name, (shares.get(name) ?? 0) + weight / total);
  }
  const worst = { stratum: 0, label: 0 };
  for (let n = 1; n <= trials; n++) {
    const turn = at(n - 1);
    expect(turn.within).toBe(taken.get(`stratum ${turn.stratum}`) ?? 0);
    for (const name of names[turn.stratum] ?? []) taken.set(name, (taken.get(name) ?? 0) + 1);
    for (const [name, share] of shares) {
      const kind = name.startsWith('stratum ') ? 'stratum' : 'label';
      worst[kind] = Math.max(worst[kind], Math.abs((taken.get(name) ?? 0) - share * n));
    }
  }
  return worst;
}

describe('apportion', () => {
  it('takes equal strata in turn', () => {
    const at = apportion(plain([1, 1, 1]));
    expect([0, 1, 2, 3, 4, 5].map((index) => at(index).stratum)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('spreads an off of one in four', () => {
    const at = apportion(plain([1, 3]));
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((index) => at(index).stratum)).toEqual([1, 0, 1, 1, 1, 0, 1, 1]);
  });

  it('keeps every stratum within a trial of its share after any number of trials', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, (a) => {
        const period = a.reduce((sum, weight) => sum + weight, 0);
        expect(deviations(plain(a), 2 * period + 5).stratum).toBeLessThan(1);
      }),
      { seed: 1 },
    );
  });

  it.each([
    [2, 1],
    [2, 3],
    [3, 2],
    [11, 2],
  ])('keeps %d optimisers and %d switches near their shares, however many combinations they make', (o, s) => {
    const worst = deviations(crossed(o, s), 200);
    expect(worst.stratum).toBeLessThan(1);
    // Apportioned by stratum alone, labels would be up to 5.75 trials off here (11 optimisers, 2 switches).
    expect(worst.label).toBeLessThan(2);
  });

  it('finds a far trial as it finds a near one', () => {
    const a = [2, 5, 1];
    const near = apportion(plain(a));
    for (const [index, periods] of [
      [3, 1e6],
      [7, 12345],
      [0, 1],
    ] as const) {
      const { stratum, within } = near(index);
      expect(apportion(plain(a))(index + 8 * periods)).toEqual({
        stratum,
        within: within + periods * (a[stratum] ?? 0),
      });
    }
  });

  it('does not depend on the order in which trials are asked for', () => {
    const backwards = apportion(crossed(3, 2));
    const forwards = apportion(crossed(3, 2));
    const indices = Array.from({ length: 100 }, (_, i) => i);
    const last = indices.toReversed().map((index) => backwards(index));
    expect(last.toReversed()).toEqual(indices.map((index) => forwards(index)));
  });

  it('serves weights beyond its longest period', () => {
    const claims = plain([1, 3 ** 5, 4 ** 9]);
    const at = apportion(claims);
    const counts = [0, 0, 0];
    for (let index = 0; index < 3000; index++) {
      const { stratum } = at(index);
      counts[stratum] = (counts[stratum] ?? 0) + 1;
    }
    // Shares of 3000: 0.01, 2.78, 2997.2.
    expect(counts[0]).toBeLessThanOrEqual(1);
    expect(counts[1]).toBeGreaterThanOrEqual(2);
    expect(counts[1]).toBeLessThanOrEqual(3);
  });
});
