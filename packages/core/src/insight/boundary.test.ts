import { describe, expect, it } from 'vitest';
import { decode, strata, type Hyperparameter, type Space } from '../space/index.ts';
import { stream } from '../numeric/index.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import { plantedComparison } from '../testing/planted-comparison.ts';
import { boundary } from './boundary.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import { viewOf } from './view.ts';

const options = { ...defaultOptions, permutations: 499 };

function asked(planting: Partial<Planting> & Pick<Planting, 'fate'>): Answer {
  const round = planted({ seed: 1, space: unitSpace(3), trials: 40, evaluations: 2, ...planting });
  return boundary.ask(viewOf(round, options), options);
}

describe('boundary', () => {
  it('names the edge that results improve towards, with a wider range in the scale of the dimension', () => {
    const space: Space = {
      hyperparameters: [range('lr', 1e-5, 1e-2, 'log'), range('wd', 1e-6, 1e-2, 'log'), range('x', -1, 1)],
    };
    const { findings } = asked({ space, fate: ({ lr = 0 }, random) => (1.3 - lr) ** 2 + 0.02 * random.uniform() });
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding).toMatchObject({
      code: 'boundary',
      severity: 'advice',
      values: { hyperparameter: 'lr', direction: 'high', edge: 0.01 },
      evidence: { figure: 'axis:lr', numbers: { feasible: 40, region: 10 } },
    });
    expect(finding?.evidence.trials).toHaveLength(3);
    expect(finding?.evidence.numbers['p']).toBeLessThanOrEqual(0.05);
    // Half the span of three decades would be one and a half; never more than one.
    expect(finding?.action).toEqual({ kind: 'expand-range', hyperparameter: 'lr', scale: 'log', range: [1e-5, 0.1] });
    expect(finding?.headline.text).toBe('the best trials crowd the upper part of lr, towards its edge at 0.01');
  });

  it('keeps 1 − x apart from 0 on a reverse-log scale, and gains a decade of it at most', () => {
    const beta2: Hyperparameter = { ...range('beta2', 0.9, 0.99999, 'reverse-log'), meaning: 'beta2' };
    const { findings } = asked({
      space: { hyperparameters: [beta2, range('x', -1, 1)] },
      fate: (places, random) => (1.3 - (places['beta2'] ?? 0)) ** 2 + 0.02 * random.uniform(),
    });
    expect(findings[0]?.action).toMatchObject({ range: [0.9, 0.999999] });
    expect(findings[0]?.advice?.text).toBe('search beta2 from 0.9 to 0.999999 in the next round');
    expect(findings[0]?.headline.text).toBe(
      'the best trials crowd the upper part of beta2, towards its edge at 0.99999',
    );
    expect(findings[0]?.explanation[0]?.text).toMatch(
      /beta2 = 0\.9999\d+, 0\.9999\d+, 0\.999\d+, in a search from 0\.9 /,
    );
  });

  it('shows whole numbers and listed values in full', () => {
    const width: Hyperparameter = { ...range('width', 1024, 16385), kind: 'integer' };
    const { findings } = asked({
      space: { hyperparameters: [width, range('x', -1, 1)] },
      fate: (places, random) => (1.3 - (places['width'] ?? 0)) ** 2 + 0.02 * random.uniform(),
    });
    expect(findings[0]?.headline.text).toBe('the best trials crowd the upper part of width, towards its edge at 16385');
    // Half a linear range of 15361 further.
    expect(findings[0]?.advice?.text).toBe('search width from 1024 to 24000 in the next round');
  });

  it('finds the lower edge under a maximised objective', () => {
    const { findings } = asked({
      direction: 'maximize',
      metric: 'acc',
      fate: ({ x2 = 0 }, random) => 0.9 - 0.3 * (x2 + 0.2) ** 2 - 0.01 * random.uniform(),
    });
    expect(findings.map(({ values }) => [values['hyperparameter'], values['direction']])).toEqual([['x2', 'low']]);
  });

  it('is silent on an optimum well inside', () => {
    const { findings, silent } = asked({ fate: ({ x1 = 0 }, random) => (x1 - 0.5) ** 2 + 0.02 * random.uniform() });
    expect(findings).toEqual([]);
    expect(silent).toHaveLength(3);
  });

  it('is silent at a natural limit and says so', () => {
    const dropout: Hyperparameter = { ...range('dropout', 0, 0.7), meaning: 'dropout' };
    const { findings, silent } = asked({
      space: { hyperparameters: [dropout, range('x', -1, 1)] },
      fate: (places, random) => (places['dropout'] ?? 0) + 0.2 + 0.05 * random.uniform(),
    });
    expect(findings).toEqual([]);
    expect(silent.map(({ key }) => key)).toContain('boundary.limit');
  });

  it('leaves an edge beside infeasible trials to stability', () => {
    const { findings, silent } = asked({
      trials: 60,
      fate: ({ x1 = 0 }, random) => (x1 > 0.92 ? 'diverged' : (1.3 - x1) ** 2 + 0.02 * random.uniform()),
    });
    expect(findings).toEqual([]);
    expect(silent.map(({ key }) => key)).toContain('boundary.unstable');
  });

  it('asks ordered values for one beyond, without inventing it', () => {
    const width: Hyperparameter = {
      kind: 'discrete',
      id: 'width',
      name: 'width',
      arg: 'width',
      values: [32, 64, 128, 256],
    };
    const { findings } = asked({
      space: { hyperparameters: [width, range('x', -1, 1)] },
      fate: (places, random) => 1.2 - (places['width'] ?? 0) + 0.1 * random.uniform(),
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.advice?.text).toBe('add a value of width beyond 256, if there is one');
    expect(findings[0]?.action).toBeUndefined();
  });

  it('never pools the same name under two branches', () => {
    const child = (label: string): Hyperparameter => ({
      ...range(`opt=${label}/lr`, 1e-4, 1, 'log'),
      name: 'lr',
      arg: 'lr',
    });
    const space: Space = {
      hyperparameters: [
        {
          kind: 'choice',
          id: 'opt',
          name: 'opt',
          arg: 'opt',
          branches: ['a', 'b'].map((label) => ({ label, value: label, children: [child(label)] })),
        },
      ],
    };
    const { findings } = asked({
      space,
      trials: 60,
      fate: (places, random) => {
        const a = places['opt=a/lr'];
        return (
          0.5 + (a === undefined ? ((places['opt=b/lr'] ?? 0) - 0.5) ** 2 : (1.3 - a) ** 2) + 0.02 * random.uniform()
        );
      },
    });
    expect(findings.map(({ values }) => values['hyperparameter'])).toEqual(['opt=a/lr']);
    expect(findings[0]?.evidence.numbers['feasible']).toBe(30);
  });

  it('proposes a stretched run, and no wider range, where longer training does better', () => {
    for (const name of ['epochs', 'num_train_epochs', 'total_steps', 'n_iterations']) {
      const length: Hyperparameter = { ...range(name, 10, 100), kind: 'integer' };
      const { findings } = asked({
        space: { hyperparameters: [length, range('x', -1, 1)] },
        fate: (places, random) => (1.5 - (places[name] ?? 0)) ** 2 + 0.02 * random.uniform(),
      });
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({
        severity: 'note',
        headline: { key: 'boundary.longer' },
        values: { hyperparameter: name, claim: 'length' },
        // Planted runs take 400 steps.
        action: { kind: 'stretch-schedule', maxSteps: 600 },
      });
    }
  });

  it('proposes no range where the shortest training does best', () => {
    const { findings } = asked({
      space: { hyperparameters: [range('epochs', 10, 100), range('x', -1, 1)] },
      fate: (places, random) => (0.5 + (places['epochs'] ?? 0)) ** 2 + 0.02 * random.uniform(),
    });
    expect(findings[0]?.headline.key).toBe('boundary.shorter');
    expect(findings[0]?.action).toBeUndefined();
  });

  it('claims that results improve at an edge only where the slope there is certain', () => {
    const shares = (optimum: number): { readonly advice: number; readonly named: number } => {
      const rounds = Array.from({ length: 60 }, (_, seed) =>
        asked({
          seed,
          space: unitSpace(4),
          trials: 60,
          evaluations: 1,
          fate: (places, random) =>
            ['x2', 'x3', 'x4'].reduce(
              (sum, id) => sum + ((places[id] ?? 0) - 0.45) ** 2,
              ((places['x1'] ?? 0) - optimum) ** 2,
            ) +
            0.03 * random.normal(),
        }).findings.filter(({ values }) => values['hyperparameter'] === 'x1'),
      );
      return {
        advice: rounds.filter((findings) => findings.some(({ severity }) => severity === 'advice')).length,
        named: rounds.filter((findings) => findings.length > 0).length,
      };
    };
    // scipy 1.17.1: scipy.stats.binom.ppf(0.99, 60, 0.05) = 7.
    expect(shares(0.9).advice).toBeLessThanOrEqual(7);
    const beyond = shares(1.2);
    expect(beyond.named).toBeGreaterThanOrEqual(beyond.advice);
    expect(beyond.advice).toBeGreaterThanOrEqual(54);
  });

  it('counts a configuration once, however many seeds it was run under', () => {
    let alarms = 0;
    for (let seed = 0; seed < 100; seed++) {
      const design = Array.from({ length: 12 }, (_, c) => {
        const random = stream(seed, 'design', c);
        return { x1: 2 * random.uniform() - 1, x2: 2 * random.uniform() - 1, x3: 2 * random.uniform() - 1 };
      }).flatMap((configuration) => [configuration, configuration, configuration, configuration]);
      const { findings } = asked({
        seed,
        trials: 48,
        evaluations: 1,
        design,
        fate: (places, random) => stream(seed, 'own', String(places['x1'])).normal() + 0.3 * random.normal(),
      });
      if (findings.length > 0) alarms++;
    }
    // scipy 1.17.1: scipy.stats.binom.ppf(0.99, 100, 0.05) = 11; of 48 trials taken for independent, about 60.
    expect(alarms).toBeLessThanOrEqual(11);
  });

  it('says how many configurations its trials are of', () => {
    const design = Array.from({ length: 20 }, (_, c) => ({ x1: c / 10 - 1, x2: ((7 * c) % 20) / 10 - 1, x3: 0 }));
    const { findings } = asked({
      trials: 40,
      design: design.flatMap((configuration) => [configuration, configuration]),
      fate: ({ x1 = 0 }, random) => (1.3 - x1) ** 2 + 0.02 * random.uniform(),
    });
    expect(findings[0]?.evidence.numbers['feasible']).toBe(20);
    const line = findings[0]?.explanation.find(({ key }) => key === 'boundary.configurations');
    expect(line?.values).toMatchObject({ trials: 40, count: 20 });
  });

  it('shares the false alarms of a round among its studies', () => {
    const fate: Planting['fate'] = ({ x1 = 0 }, random) => x1 + 0.32 * random.normal();
    const round = planted({ seed: 1, space: unitSpace(3), trials: 12, evaluations: 1, fate });
    const [study] = round.studies;
    if (study === undefined) throw new Error('a round is planted with a study');
    const p = (levels: number, studies: number): number => {
      const more = Array.from({ length: studies - 1 }, (_, s) => ({ ...study, id: s + 2, name: `idle ${s + 2}` }));
      const settled = { ...options, falseAlarms: levels };
      return boundary.ask(viewOf({ ...round, studies: [study, ...more] }, settled), settled).findings.length;
    };
    const alone = boundary.ask(viewOf(round, { ...options, falseAlarms: 1 }), { ...options, falseAlarms: 1 });
    const least = Number(alone.findings[0]?.evidence.numbers['p']);
    expect(least).toBeGreaterThan(0);
    expect(p(1.5 * least, 1)).toBeGreaterThan(0);
    expect(p(1.5 * least, 2)).toBe(0);
    expect(p(2.5 * least, 2)).toBeGreaterThan(0);
  });

  it('names the study of each finding where the round has several', () => {
    const space: Space = { hyperparameters: [range('x', -1, 1), range('y', -1, 1)] };
    const plan: Planting = { seed: 1, space, trials: 30, fate: ({ x = 0 }) => (1.3 - x) ** 2 };
    const round = plantedComparison('optimizer', { adam: plan, momentum: { ...plan, seed: 2 } });
    expect(boundary.ask(viewOf(round, options), options).findings.map(({ headline }) => headline.text)).toEqual([
      'optimizer=adam: the best trials crowd the upper part of x, towards its edge at 1',
      'optimizer=momentum: the best trials crowd the upper part of x, towards its edge at 1',
    ]);
  });

  it('halves its confidence for an adaptive search', () => {
    const fate: Planting['fate'] = ({ x1 = 0 }, random) => (1.3 - x1) ** 2 + 0.02 * random.uniform();
    const plain = asked({ fate }).findings[0];
    const adaptive = asked({ fate, adaptive: true }).findings[0];
    expect(adaptive?.confidence).toBeCloseTo((plain?.confidence ?? 0) / 2, 12);
  });

  it('makes nothing of ties, even in a design that runs along a dimension', () => {
    const space = unitSpace(1);
    const [stratum] = strata(space);
    if (stratum === undefined) throw new Error('a space has a stratum');
    const design = Array.from({ length: 40 }, (_, i) => decode(stratum, [i / 40]));
    expect(asked({ space, design, fate: () => 1 }).findings).toEqual([]);
    // Two values of the objective: the better half lies anywhere.
    const random = stream(3, 'ties');
    expect(asked({ space, design, fate: () => (random.uniform() < 0.5 ? 1 : 2) }).findings).toEqual([]);
  });

  it('speaks by chance in at most 5 % of studies of pure noise, and finds a planted edge in most', () => {
    const studies = 200;
    let alarms = 0;
    let found = 0;
    for (let seed = 0; seed < studies; seed++) {
      const shared = { seed, space: unitSpace(5), trials: 50, evaluations: 1 };
      if (asked({ ...shared, fate: (_, random) => random.normal() }).findings.length > 0) alarms++;
      const planting: Planting['fate'] = (places, random) =>
        (1.2 - (places['x1'] ?? 0)) ** 2 + 0.3 * ((places['x2'] ?? 0) - 0.5) ** 2 + 0.1 * random.normal();
      const { findings } = asked({ ...shared, fate: planting });
      if (findings.some(({ values }) => values['hyperparameter'] === 'x1' && values['direction'] === 'high')) found++;
    }
    // scipy 1.17.1: scipy.stats.binom.ppf(0.99, 200, 0.05) = 18; a test without correction would give about 60.
    expect(alarms).toBeLessThanOrEqual(18);
    expect(found).toBeGreaterThanOrEqual(0.7 * studies);
  });
});
