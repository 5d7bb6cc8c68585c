import { describe, expect, it } from 'vitest';
import type { Space } from '../space/index.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import { boundary } from './boundary.ts';
import { defaultOptions } from './options.ts';
import type { Answer, Question } from './question.ts';
import { stabilityEdge } from './stability-edge.ts';
import { viewOf } from './view.ts';

const options = { ...defaultOptions, permutations: 499 };
const space: Space = {
  hyperparameters: [range('lr', 1e-4, 10, 'log'), range('x', -1, 1), range('y', -1, 1)],
};

function asked(planting: Partial<Planting> & Pick<Planting, 'fate'>, question: Question = stabilityEdge): Answer {
  const round = planted({ seed: 4, space, trials: 60, maxSteps: 1000, ...planting });
  return question.ask(viewOf(round, options), options);
}

/** Better the higher the rate, until it diverges. */
const edge: Planting['fate'] = ({ lr = 0, x = 0 }, random) =>
  lr > 0.7 ? 'diverged' : 5 + (lr - 0.8) ** 2 + 0.3 * (x - 0.5) ** 2 + 0.02 * random.normal();

describe('stability-edge', () => {
  it('says that the best rates lie right below the limit, and proposes warmup', () => {
    const { findings } = asked({ fate: edge });
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding?.values).toMatchObject({ hyperparameter: 'lr', quantity: 'lr' });
    expect(finding?.headline.text).toMatch(
      /^the best trials lie right below the limit of stable training \(lr = 0\.\d+\)$/,
    );
    expect(finding?.evidence.trials).toHaveLength(3);
    expect(finding?.evidence.figure).toBe('axis:lr');
    expect(finding?.evidence.numbers['p']).toBeLessThan(0.04);
    // 5 % of 1000 steps.
    expect(finding?.action).toEqual({ kind: 'add-warmup', steps: 50 });
  });

  it('leaves that edge to no expansion', () => {
    const { findings, silent } = asked({ fate: edge }, boundary);
    expect(findings).toEqual([]);
    expect(silent.map(({ key }) => key)).toContain('boundary.unstable');
  });

  it('proposes clipping at the 90th percentile where the best trials report gradient norms', () => {
    const round = planted({ seed: 4, space, trials: 60, fate: edge });
    const steps = Array.from({ length: 101 }, (_, i) => i + 1);
    const norms = { metric: 'train/grad_norm', steps, values: steps };
    const trials = round.trials.map((trial) => ({ ...trial, curves: [...trial.curves, norms] }));
    const { findings } = stabilityEdge.ask(viewOf({ ...round, trials }, options), options);
    // 1 … 101 three times over, by linear interpolation: numpy 2.4.6 np.quantile(np.tile(np.arange(1, 102), 3), 0.9) = 91
    expect(findings[0]?.action).toEqual({ kind: 'clip-gradients', threshold: 91 });
  });

  it('sees the edge of learning rate / (1 − momentum)', () => {
    const momentum = range('momentum', 0.5, 0.999, 'reverse-log');
    const { findings } = asked({
      space: { hyperparameters: [range('lr', 1e-4, 10, 'log'), momentum, range('x', -1, 1)] },
      trials: 100,
      fate: (_, random, { lr, momentum: m }) => {
        const way = Math.log10(Number(lr) / (1 - Number(m)));
        return way > 0 ? 'diverged' : 5 + (way - 0.2) ** 2 + 0.05 * random.normal();
      },
    });
    expect(findings[0]?.values).toMatchObject({ quantity: 'lr / (1 − momentum)' });
    expect(findings[0]?.evidence.figure).toBe('region:lr:momentum');
  });

  it('says where trials are too few to tell how near the limit the best rate lies', () => {
    const wide: Space = { hyperparameters: [range('lr', 1e-6, 1e4, 'log'), range('x', -1, 1)] };
    const fate: Planting['fate'] = ({ lr = 0 }) => (lr > 0.7 ? 'diverged' : 5 + (lr - 1) ** 2);
    // 10 decades for 20 trials: neighbours lie a factor of 3 apart.
    const coarse = asked({ seed: 1, space: wide, trials: 20, fate }).findings[0];
    expect(coarse?.headline.text).toMatch(/^the best trials are among the nearest to the limit of stable training/);
    expect(coarse?.explanation.map(({ key }) => key)).toContain('stability-edge.coarse');
    const dense = asked({ seed: 1, space: wide, trials: 100, fate }).findings[0];
    expect(dense?.headline.text).toMatch(/^the best trials lie right below/);
  });

  it.each<[string, Partial<Planting> & Pick<Planting, 'fate'>, string]>([
    [
      'the best lie away from the limit',
      { fate: ({ lr = 0 }) => (lr > 0.7 ? 'diverged' : 5 + (lr - 0.3) ** 2) },
      'far',
    ],
    [
      'the best lie near the limit, and those still nearer are worse again',
      {
        trials: 200,
        space: { hyperparameters: [range('lr', 1e-4, 10, 'log'), range('x', -1, 1)] },
        fate: ({ lr = 0 }) => (lr > 0.7 ? 'diverged' : 5 + (lr - 0.61) ** 2),
      },
      'turns',
    ],
    [
      'the best lie within a fifth of the span, but by a factor of more than four off',
      {
        trials: 200,
        space: { hyperparameters: [range('lr', 1e-6, 10, 'log'), range('x', -1, 1)] },
        // 7 decades: the optimum lies 0.7 of a decade below the limit, a tenth of the span.
        fate: ({ lr = 0 }) => (lr > 0.9 ? 'diverged' : 5 + (lr - 0.8) ** 2),
      },
      'far',
    ],
    ['nothing fails', { fate: ({ lr = 0 }) => 5 - lr }, 'noRegion'],
    ['low rates fail', { fate: ({ lr = 0 }) => (lr < 0.3 ? 'diverged' : 5 + lr) }, 'noRegion'],
    ['another hyperparameter decides', { fate: ({ x = 0 }) => (x > 0.7 ? 'diverged' : 5 - x) }, 'noRegion'],
    ['no rate is varied', { space: unitSpace(2), fate: ({ x1 = 0 }) => (x1 > 0.7 ? 'diverged' : 5 - x1) }, 'noRate'],
  ])('is silent where %s', (_, planting, reason) => {
    const { findings, silent } = asked(planting);
    expect(findings).toEqual([]);
    expect(silent.map(({ key }) => key)).toEqual([`stability-edge.${reason}`]);
  });

  it('halves its confidence for an adaptive search', () => {
    const plain = asked({ fate: edge }).findings[0]?.confidence ?? 0;
    expect(asked({ fate: edge, adaptive: true }).findings[0]?.confidence).toBeCloseTo(plain / 2, 12);
  });
});
