/**
 * What all questions together miss of rounds in which one thing is wrong, by its size and the number of trials; the rest of
 * each round is sound, with complete curves (`packages/core/src/testing/planted-round.ts`, 4 ranges, 20 %
 * noise; 20 evaluations with 20 trials, 50 with more). Found is what any finding says that names the fault, whatever else is said; *also
 * warned* are rounds with a warning that names something else. Effects on the objective count standard deviations between
 * seeds, effects on curves the jitter of one evaluation. Bounds are 95 % Clopper–Pearson.
 */
import { ask, type Finding } from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import type { CurveFault } from '../../packages/core/src/testing/planted-faults.ts';
import { plantedRound, type RoundFault, type RoundPlan } from '../../packages/core/src/testing/planted-round.ts';
import { flat } from './healthy.ts';
import { rate, row } from './rate.ts';

interface Planting {
  readonly name: string;
  readonly plan: (effect: number, trials: number) => Omit<RoundPlan, 'seed'>;
  readonly effects: readonly number[];
  readonly found: (finding: Finding) => boolean;
}

const coded =
  (...codes: readonly string[]) =>
  ({ code }: Finding): boolean =>
    codes.includes(code);

const round =
  (fault: (effect: number) => RoundFault, change: Partial<RoundPlan> = {}) =>
  (effect: number, trials: number) => ({ ...change, trials, fault: fault(effect) });

const curves = (curve: (effect: number) => CurveFault, among: Extract<RoundFault, { kind: 'curves' }>['among']) =>
  round((effect) => ({ kind: 'curves', curve: curve(effect), among }));

const named =
  (hyperparameter: string, ...codes: readonly string[]) =>
  ({ code, values, headline }: Finding): boolean =>
    codes.includes(code) && (values['hyperparameter'] === hyperparameter || headline.text.includes(hyperparameter));

const both = ({ code, headline }: Finding): boolean =>
  ['interaction', 'interactions', 'sensitivity'].includes(code) &&
  headline.text.includes('learning_rate') &&
  headline.text.includes('momentum');

const shaped =
  (pattern: RegExp) =>
  ({ code, headline }: Finding): boolean =>
    pattern.test(code) || pattern.test(headline.key);

const plantings: readonly Planting[] = [
  {
    name: 'edge, main range',
    plan: round((effect) => ({ kind: 'edge', effect, dimension: 0, side: 'high' })),
    effects: [5, 10],
    found: named('learning_rate', 'boundary'),
  },
  {
    name: 'edge, third range',
    plan: round((effect) => ({ kind: 'edge', effect, dimension: 2, side: 'low' })),
    effects: [5, 10],
    found: named('weight_decay', 'boundary'),
  },
  {
    name: 'interaction',
    plan: round((effect) => ({ kind: 'interaction', effect })),
    effects: [5, 10],
    found: both,
  },
  {
    name: 'rate diverges, share',
    plan: round((share) => ({ kind: 'threshold', of: 'rate', share })),
    effects: [0.3],
    found: named('learning_rate', 'infeasible'),
  },
  {
    name: 'rate/(1−m), share',
    plan: round((share) => ({ kind: 'threshold', of: 'rate-and-momentum', share })),
    effects: [0.3],
    found: ({ code, headline, action }) =>
      code === 'infeasible' &&
      (action?.kind === 'reparameterize' || (/learning_rate/.test(headline.text) && /momentum/.test(headline.text))),
  },
  {
    name: 'stability edge',
    plan: round((effect) => ({ kind: 'stability-edge', effect })),
    effects: [10],
    found: named('learning_rate', 'stability-edge'),
  },
  {
    name: 'bug',
    plan: round(() => ({ kind: 'all-infeasible' })),
    effects: [1],
    found: ({ code, severity }) => code === 'infeasible' && severity === 'warning',
  },
  {
    name: 'unequal budgets, of 1',
    plan: (share, trials) => ({
      trials: 0,
      compare: [
        { trials, worseBy: 0 },
        { trials: Math.round(share * trials), worseBy: 0 },
      ],
    }),
    effects: [0.5],
    found: ({ code, explanation }) =>
      code === 'fairness' || (code === 'isolation' && explanation.some(({ key }) => key.startsWith('fairness.'))),
  },
  {
    name: 'overfit, all',
    plan: curves((effect) => ({ kind: 'overfitting', effect, from: 0.4 }), 'all'),
    effects: [6, 12],
    found: coded('overfitting'),
  },
  {
    name: 'overfit, best third',
    plan: curves((effect) => ({ kind: 'overfitting', effect, from: 0.4 }), 'best third'),
    effects: [6],
    found: coded('overfitting'),
  },
  {
    name: 'overfit, the rest',
    plan: curves((effect) => ({ kind: 'overfitting', effect, from: 0.4 }), 'rest'),
    effects: [12],
    found: coded('overfitting'),
  },
  {
    name: 'over-confident, all',
    plan: curves((effect) => ({ kind: 'over-confidence', effect, from: 0.4 }), 'all'),
    effects: [12],
    found: ({ code, severity }) => code === 'overfitting' && severity === 'note',
  },
  {
    name: 'late noise, all',
    plan: curves((effect) => ({ kind: 'late-noise', effect }), 'all'),
    effects: [6, 12],
    found: coded('late-variance'),
  },
  {
    name: 'too few steps, all',
    plan: curves((effect) => ({ kind: 'too-few-steps', effect }), 'all'),
    effects: [6, 12],
    found: ({ code, action }) =>
      code === 'still-improving' || (code === 'best-step' && action?.kind === 'stretch-schedule'),
  },
  {
    name: 'too many steps, within',
    plan: curves((share) => ({ kind: 'too-many-steps', share }), 'all'),
    effects: [0.3, 0.1],
    found: ({ code, action }) => code === 'saturated' || (code === 'best-step' && action?.kind === 'fewer-steps'),
  },
  {
    name: 'losses rise, all',
    plan: curves((effect) => ({ kind: 'training-loss-rising', effect, from: 0.5 }), 'all'),
    effects: [6, 12],
    found: coded('training-loss-rising'),
  },
  {
    name: 'losses rise, 30 %',
    plan: curves((effect) => ({ kind: 'training-loss-rising', effect, from: 0.5 }), 0.3),
    effects: [25],
    found: coded('training-loss-rising'),
  },
  {
    name: 'spike, all',
    plan: curves((effect) => ({ kind: 'spike', effect, at: 0.5 }), 'all'),
    effects: [25, 50],
    found: shaped(/spike/i),
  },
  {
    name: 'spike, 30 %',
    plan: curves((effect) => ({ kind: 'spike', effect, at: 0.5 }), 0.3),
    effects: [50],
    found: shaped(/spike/i),
  },
  {
    name: 'early jumps, all',
    plan: curves((effect) => ({ kind: 'early-instability', effect }), 'all'),
    effects: [300],
    found: shaped(/early|instab/i),
  },
  {
    name: 'periodic, all',
    plan: curves((effect) => ({ kind: 'periodic', effect, period: 0.25 }), 'all'),
    effects: [6, 12],
    found: coded('periodicity'),
  },
  {
    name: 'at chance, share',
    plan: (among, trials) => ({ trials, fault: { kind: 'curves', curve: { kind: 'stuck-at-chance' }, among } }),
    effects: [0.3],
    found: shaped(/chance|never|infeasible/i),
  },
  {
    name: 'collapse, share',
    plan: (among, trials) => ({ trials, fault: { kind: 'curves', curve: { kind: 'collapse', at: 0.6 }, among } }),
    effects: [0.3],
    found: shaped(/collapse|diverge|non-finite/i),
  },
  {
    name: 'NaN, share',
    plan: (among, trials) => ({ trials, fault: { kind: 'curves', curve: { kind: 'nan', at: 0.6 }, among } }),
    effects: [0.3],
    found: coded('non-finite'),
  },
  {
    name: 'growing norms, factor',
    plan: curves((effect) => ({ kind: 'exploding-gradients', effect }), 'all'),
    effects: [10, 100],
    found: ({ code, severity }) => code === 'gradients' && severity !== 'note',
  },
  {
    name: 'irregular steps, by',
    plan: curves((effect) => ({ kind: 'irregular', effect }), 'all'),
    effects: [0.5, 1],
    found: coded('evaluation'),
  },
  {
    name: 'few evaluations',
    plan: (evaluations, trials) => ({ trials, evaluations }),
    effects: [10, 4],
    found: coded('evaluation'),
  },
];

/** Of relabelings: enough for the tests to be valid. */
const permutations = 199;

/** Rounds of each size, for a share of 1: large ones take longer. */
const sizes = [
  { trials: 20, evaluations: 20, rounds: 20 },
  { trials: 50, evaluations: 50, rounds: 12 },
  { trials: 100, evaluations: 50, rounds: 8 },
];

/** `share` of the rounds; with `cases`, seeds of the wrong answers at the largest effect. */
export function measureFaults(share: number, cases: boolean): void {
  const counts = sizes.map((size) => Math.max(1, Math.round(share * size.rounds)));
  console.log(`\nplanted faults, all questions together, ${counts.join(', ')} rounds of 20, 50, 100 trials`);
  const widths = [22, 6, 23, 23, 23, 23];
  const missed = sizes.map(({ trials }) => `missed, ${trials} trials   `);
  console.log(row(['fault', 'effect', ...missed, 'also warned          '], widths));
  for (const { name, plan, effects, found } of plantings) {
    for (const effect of effects) {
      const asked = sizes.map(({ trials, evaluations }, size) =>
        Array.from({ length: counts[size] ?? 1 }, (_, index) => {
          const seed = stream(index, 'bench faults', name, trials).integer(2 ** 31);
          const round = plantedRound({ evaluations, ...plan(effect, trials), seed });
          return { seed, trials, findings: flat(ask(round, { permutations }).findings) };
        }),
      );
      const misses = asked.map((each) => each.filter(({ findings }) => !findings.some(found)));
      const warnings = (findings: readonly Finding[]): readonly Finding[] =>
        findings.filter((each) => each.severity === 'warning' && !found(each));
      const all = asked.flat();
      const others = all.filter(({ findings }) => warnings(findings).length > 0);
      const rates = misses.map(({ length }, size) => rate(length, counts[size] ?? 1));
      console.log(row([name, effect, ...rates, rate(others.length, all.length)], widths));
      if (!cases || effect !== effects.at(-1)) continue;
      for (const { seed, trials } of misses.flat().slice(0, 4))
        console.log(`    missed: seed ${seed}, ${trials} trials`);
      for (const { seed, trials, findings } of others.slice(0, 4)) {
        const texts = warnings(findings).map(({ headline }) => headline.text);
        console.log(`    warned: seed ${seed}, ${trials} trials: ${texts.join('; ')}`);
      }
    }
  }
}
