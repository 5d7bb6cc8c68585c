/**
 * How often the question of gradients finds something wrong with norms that are not, and misses what is.
 *
 * Null: 200 norms a trial that are even, fall, or rise over training, with log-normal noise of standard deviation `sigma`
 * (`heavy`: Student's t with 5 degrees of freedom at 0.3); the loss falls. The note of the 90th percentile is no
 * alarm. Planted: one burst of `factor` times the usual norm in a `share` of trials, or gradients that vanish with a loss
 * that stays. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf, type RoundRecord } from '@attune/core/insight';
import { stream, type Stream } from '@attune/core/numeric';
import { planted, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const reports = 200;
/** Of the heavy noise. */
const freedom = 5;
const shapes = {
  even: () => 2,
  falling: (fraction: number) => 0.1 + 5 * Math.exp(-30 * fraction),
  rising: (fraction: number) => 0.5 * Math.exp(2.5 * fraction),
  step: (fraction: number) => (fraction < 0.3 ? 0.3 : 3),
} as const;
type Shape = keyof typeof shapes;

interface Setting {
  readonly trials: number;
  readonly shape: Shape;
  readonly noise: (random: Stream) => number;
  /** Of the trials with a burst. */
  readonly share?: number;
  readonly factor?: number;
  /** Fall of the norm over training as a factor, with a loss that stays. */
  readonly vanishing?: number;
}

export function measureGradients(nulls: number, planting: number): void {
  const widths = [6, 8, 6, 23];
  console.log(`\ngradients: sound norms, ${nulls} rounds a row`);
  console.log(row(['trials', 'shape', 'sigma', 'it finds fault       '], widths));
  let alarms = 0;
  let asked = 0;
  for (const trials of [8, 20, 50]) {
    for (const shape of ['even', 'falling', 'rising', 'step'] as const) {
      for (const [name, noise] of [
        ['0.3', normal(0.3)],
        ['0.7', normal(0.7)],
        ['heavy', heavy(0.3)],
      ] as const) {
        const hits = count({ trials, shape, noise }, nulls, ['bursts', 'vanishing', 'clipped']);
        alarms += hits;
        asked += nulls;
        console.log(row([trials, shape, name, rate(hits, nulls)], widths));
      }
    }
  }
  promise('gradients', alarms, asked);

  console.log(`\ngradients: one burst in a share of trials, sigma 0.3, ${planting} rounds a row`);
  console.log(row(['trials', 'factor', 'share', 'missed               '], widths));
  for (const trials of [20, 50]) {
    for (const factor of [10, 20, 50]) {
      for (const share of [0.25, 0.5, 1]) {
        const hits = count({ trials, shape: 'even', noise: normal(0.3), share, factor }, planting, ['bursts']);
        console.log(row([trials, factor, share, rate(planting - hits, planting)], widths));
      }
    }
  }

  console.log(`\ngradients: norms that fall by a factor while the loss stays, sigma 0.3, ${planting} rounds a row`);
  console.log(row(['trials', 'factor', '', 'missed               '], widths));
  for (const trials of [20, 50]) {
    for (const vanishing of [1e2, 1e3, 1e4, 1e5]) {
      const hits = count({ trials, shape: 'even', noise: normal(0.3), vanishing }, planting, ['vanishing']);
      console.log(row([trials, vanishing, '', rate(planting - hits, planting)], widths));
    }
  }
}

function normal(sigma: number): (random: Stream) => number {
  return (random) => sigma * random.normal();
}

/** Student's t with 5 degrees of freedom. */
function heavy(scale: number): (random: Stream) => number {
  return (random) => {
    let chi = 0;
    for (let i = 0; i < freedom; i++) chi += random.normal() ** 2;
    return (scale * random.normal()) / Math.sqrt(chi / freedom);
  };
}

function count(setting: Setting, rounds: number, kinds: readonly string[]): number {
  const question = questions.find(({ code }) => code === 'gradients');
  if (question === undefined) throw new Error('there is no question gradients');
  let hits = 0;
  for (let seed = 0; seed < rounds; seed++) {
    const { findings } = question.ask(viewOf(roundOf(setting, seed), defaultOptions, new Map()), defaultOptions);
    if (findings.some(({ values }) => kinds.includes(String(values['kind'])))) hits++;
  }
  return hits;
}

function roundOf(setting: Setting, seed: number): RoundRecord {
  const { trials, shape, noise, share = 0, factor = 1, vanishing = 1 } = setting;
  const round = planted({
    seed,
    space: unitSpace(1),
    trials,
    evaluations: 20,
    maxSteps: reports,
    fate: (_places, random) => 1 + 0.1 * random.normal(),
  });
  const steps = Array.from({ length: reports }, (_, i) => i + 1);
  return {
    ...round,
    trials: round.trials.map((trial) => {
      const random = stream(seed, 'gradients', trial.id);
      const at = random.uniform() < share ? 40 + random.integer(reports - 60) : -1;
      const norms = steps.map((step) => {
        const level = shapes[shape](step / reports) * vanishing ** (-step / reports);
        return (step === at ? factor : 1) * level * Math.exp(noise(random));
      });
      const loss = steps.map((step) => (vanishing > 1 ? 2.3 : 0.1 + 2.2 * Math.exp((-5 * step) / reports)));
      const more = [
        { metric: 'grad_norm', steps, values: norms },
        { metric: 'train/loss', steps, values: loss },
      ];
      return { ...trial, curves: [...trial.curves, ...more] };
    }),
  };
}
