import { describe, expect, it } from 'vitest';
import { planted, unitSpace, type Fate } from '../../testing/planted.ts';
import { ask } from '../ask.ts';
import { noiseOf } from './noise.ts';
import type { EarlierBaseline, RoundRecord, TrialRecord } from '../record.ts';
import { viewOf } from '../view.ts';

const metric = 'valid/loss';

function round(baseline: readonly Fate[], change: Partial<RoundRecord> = {}): RoundRecord {
  return planted({ seed: 6, space: unitSpace(2), trials: 12, fate: () => 0.11, baseline, round: change });
}

/** The baseline's trials of another round, with numbers and seeds from `from` on. */
function earlier(number: number, values: readonly Fate[], from: number): EarlierBaseline {
  const record = round(values);
  const repeats = record.studies.find(({ purpose }) => purpose === 'baseline')?.id;
  const trials = record.trials.filter(({ study }) => study === repeats);
  const renumbered = trials.map((trial, index): TrialRecord => ({ ...trial, id: from + index, seed: from + index }));
  return { round: number, trials: renumbered };
}

describe('noiseOf', () => {
  const pooled = round([0.13], { number: 2, earlierBaselines: [earlier(1, [0.12, 0.125, 0.135], 101)] });

  it('pools the seeds of the same baseline over rounds', () => {
    const noise = noiseOf(viewOf(pooled), metric);
    expect(noise?.baseline.map(({ trial, earlierRound }) => [trial, earlierRound])).toEqual([
      [101, 1],
      [102, 1],
      [103, 1],
      [1, undefined],
    ]);
    // numpy 2.4.6: numpy.mean([.12, .125, .135, .13]) and numpy.std(…, ddof=1)
    expect(noise?.mean).toBeCloseTo(0.1275, 12);
    expect(noise?.deviation).toBeCloseTo(0.0064549722, 9);
  });

  it('gives a round with one seed a floor, and says whose seeds they are', () => {
    const find = (record: RoundRecord) =>
      ask(record, { permutations: 19 }).findings.find((f) => f.code === 'noise-floor');
    expect(find(round([0.13]))?.values['floor']).toBeNull();
    const found = find(pooled);
    // scipy 1.17.1: t.ppf(0.975, 3) * 0.0064549722 * numpy.sqrt(1 + 1/4) = 0.022967
    expect(found?.evidence.numbers['floor']).toBeCloseTo(0.022967, 6);
    expect(found?.explanation[0]?.text).toBe(
      'over 4 seeds (3 of round 1) the baseline varies with standard deviation 0.0065 (trial variance; what differs between rounds unseen is in it)',
    );
    expect(found?.evidence.trials).not.toContain(101);
    const three = {
      ...pooled,
      number: 3,
      earlierBaselines: [...(pooled.earlierBaselines ?? []), earlier(2, [0.12], 201)],
    };
    expect(find(three)?.explanation[0]?.text).toContain('over 5 seeds (3 of round 1, 1 of round 2)');
  });

  it('needs no seed of its own', () => {
    const noise = noiseOf(viewOf(round([], { earlierBaselines: [earlier(1, [0.12, 0.13], 101)] })), metric);
    expect(noise?.mean).toBeCloseTo(0.125, 12);
    expect(noise?.deviation).toBeCloseTo(0.0070710678, 9);
  });

  it('does not count a seed twice, nor what gave no usable result', () => {
    const again = round([0.13], { earlierBaselines: [earlier(1, [0.12, 0.14], 1)] });
    expect(noiseOf(viewOf(again), metric)?.baseline.map(({ value }) => value)).toEqual([0.14, 0.13]);
    const lost = round([0.13], { earlierBaselines: [earlier(1, ['diverged', 'crashed', 0.12], 101)] });
    expect(noiseOf(viewOf(lost), metric)?.baseline.map(({ trial }) => trial)).toEqual([103, 1]);
  });

  it('pools what repeats of configurations differ by where a round has no baseline', () => {
    const results = [0.1, 0.3, 0.2, 0.5, 0.6, 0.4];
    let next = 0;
    const fate = (): Fate => results[next++] ?? 0.2;
    const record = planted({ seed: 1, space: unitSpace(1), trials: 6, fate, baseline: [] });
    const points = [0.1, 0.1, 0.1, 0.7, 0.7, 0.9];
    const trials = record.trials.map((trial, index): TrialRecord => ({
      ...trial,
      configuration: Object.fromEntries(Object.keys(trial.configuration).map((id) => [id, points[index] ?? 0])),
    }));
    const noise = noiseOf(viewOf({ ...record, trials }), metric);
    // numpy 2.4.6: sqrt((np.var([.1,.3,.2], ddof=1) * 2 + np.var([.5,.6], ddof=1)) / 3)
    expect(noise).toMatchObject({ baseline: [], mean: null, freedom: 3 });
    expect(noise?.deviation).toBeCloseTo(0.09128709291752768, 12);
    const unknown = trials.map((trial): TrialRecord => ({ ...trial, configuration: {} }));
    expect(noiseOf(viewOf({ ...record, trials: unknown }), metric)).toMatchObject({ deviation: null, freedom: 0 });
    expect(noiseOf(viewOf(record), metric)).toMatchObject({ deviation: null, freedom: 0 });
  });
});
