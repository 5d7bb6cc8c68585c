import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { planted, unitSpace } from '../testing/planted.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import { updateRatio } from './update-ratio.ts';
import { viewOf } from './view.ts';

const round = planted({ seed: 2, space: unitSpace(1), trials: 12, fate: ({ x1 = 0 }) => x1 });

/** Ratios by layer ('' for the whole model), with log-normal noise of 0.5 over steps and 1 between trials. */
function asked(ratios: Readonly<Record<string, number>>): Answer {
  const trials = round.trials.map((trial) => {
    const random = stream(4, trial.id);
    const own = Math.exp(random.normal());
    const curves = Object.entries(ratios).map(([layer, ratio]): Curve => ({
      metric: layer === '' ? 'update_ratio' : `update_ratio/${layer}`,
      steps: Array.from({ length: 20 }, (_, i) => 20 * (i + 1)),
      values: Array.from({ length: 20 }, () => ratio * own * Math.exp(0.5 * random.normal())),
    }));
    return { ...trial, curves: [...trial.curves, ...curves] };
  });
  return updateRatio.ask(viewOf({ ...round, trials }), defaultOptions);
}

describe('update ratio', () => {
  it('finds a ratio near 0.001 usual', () => {
    expect(asked({ '': 1e-3 })).toMatchObject({ findings: [], silent: [{ key: 'update-ratio.usual' }] });
    expect(asked({ '': 5e-3 }).findings).toEqual([]);
  });

  it.each([
    [0.3, 'large'],
    [3e-6, 'small'],
  ])('notes a ratio of %s in every competitive trial, as a rule of thumb', (ratio, kind) => {
    const { findings } = asked({ '': ratio });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'note', values: { kind } });
    expect(findings[0]?.explanation.map(({ key }) => key)).toContain('update-ratio.rule');
    expect(findings[0]?.evidence.trials).toHaveLength(6);
  });

  it('finds the layer that learns at another pace', () => {
    const { findings } = asked({ 'encoder/0': 1e-3, 'encoder/1': 2e-3, head: 2e-5, embedding: 1e-3 });
    expect(findings.map(({ values }) => values)).toEqual([{ kind: 'layer-small', layer: 'head' }]);
    expect(findings[0]?.action).toMatchObject({ kind: 'check-program' });
    expect(asked({ a: 1e-3, b: 2e-3, c: 0.1 }).findings.map(({ values }) => values['kind'])).toEqual(['layer-large']);
    expect(asked({ a: 1e-3, b: 2e-3, c: 0 }).findings[0]?.headline.text).toBe(
      'layer c does not change at all in 6 of 6 competitive trials',
    );
    expect(asked({ a: 1e-3, b: 2e-3, c: 4e-3 }).silent.map(({ key }) => key)).toEqual(['update-ratio.layersAlike']);
  });

  it('is silent without ratios, and with too few trials', () => {
    expect(updateRatio.ask(viewOf(round), defaultOptions)).toMatchObject({
      findings: [],
      silent: [{ key: 'update-ratio.unlogged' }],
    });
  });
});
