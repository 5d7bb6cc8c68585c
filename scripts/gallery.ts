/**
 * Every kind of figure on one page, for looking: from planted rounds whose truth is known, light and dark, at full width and
 * as narrow as a phone.
 *
 *   npm run gallery [-- FILE, default gallery.html]
 */
import { writeFileSync } from 'node:fs';
import {
  figuresOf,
  launchHistory,
  palettes,
  stepsToTargetFigure,
  themed,
  throughputFigure,
  type Figure,
  type Theme,
} from '@attune/core/figures';
import { viewOf, type RoundRecord } from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import type { Configuration, Hyperparameter } from '@attune/core/space';
import { plantedComparison } from '../packages/core/src/testing/planted-comparison.ts';
import { planted, range, type Planting } from '../packages/core/src/testing/planted.ts';
import { drawSvg } from '../packages/service/src/report/drawing/draw.ts';
import { prefixIdentifiers } from '../packages/service/src/report/drawing/compact-svg.ts';
import { markup, trusted, type Markup } from '../packages/service/src/report/page/markup.ts';

const themes: readonly Theme[] = ['light', 'dark'];
const narrow = 340;
/** Wider drawings scroll there, as in a report. */
const wide = 480;

const space: readonly Hyperparameter[] = [
  range('lr', 1e-5, 1, 'log'),
  range('momentum', 0.5, 0.999, 'reverse-log'),
  { ...range('dropout', 0.05, 0.7), off: 0 },
  { kind: 'categorical', id: 'act', name: 'act', arg: 'act', values: ['relu', 'tanh', 'gelu'] },
];

const search: Planting = {
  seed: 7,
  space: { hyperparameters: space },
  trials: 60,
  baseline: [0.2, 0.21, 0.19],
  bestAt: (random) => 0.5 + 0.5 * random.uniform(),
  fate: ({ lr = 0, momentum = 0 }, random) => {
    if (lr + 0.3 * momentum > 1) return 'diverged';
    return random.uniform() < 0.05 ? 'stopped' : 0.1 + (lr - 0.6) ** 2 + 0.03 * random.uniform();
  },
};

/** Norms that fall at first, and burst where `bursts`; a training loss beside the planted validation loss. */
function withNorms(round: RoundRecord, bursts: boolean): RoundRecord {
  const steps = Array.from({ length: 200 }, (_, i) => 2 * (i + 1));
  return {
    ...round,
    trials: round.trials.map((trial) => {
      const random = stream(1, 'gallery', trial.id);
      const at = bursts && random.uniform() < 0.5 ? 60 + random.integer(120) : -1;
      const level = Math.exp(0.4 * random.normal());
      const values = steps.map(
        (step, i) => level * (0.8 + 4 * Math.exp(-step / 20)) * Math.exp(0.25 * random.normal()) * (i === at ? 25 : 1),
      );
      const training = trial.curves.map((curve) => ({
        ...curve,
        metric: 'train/loss',
        values: curve.values.map((value, i) => value * (0.95 - 0.004 * i)),
      }));
      return { ...trial, curves: [...trial.curves, ...training, { metric: 'grad_norm', steps, values }] };
    }),
  };
}

const rates = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3];

/** Constant rates: the larger learns faster and ends lower, until it diverges. */
function sweep(): RoundRecord {
  const round = planted({
    seed: 2,
    space: { hyperparameters: [range('learning_rate', 1e-4, 0.3, 'log')] },
    trials: rates.length,
    design: rates.map((rate) => ({ learning_rate: rate })),
    fate: (_places, _random, { learning_rate: rate }) =>
      Number(rate) > 0.05 ? 'diverged' : 0.4 + Math.abs(Math.log10(Number(rate)) + 2) / 4,
  });
  return {
    ...round,
    trials: round.trials.map((trial) => {
      const random = stream(4, trial.id);
      const rate = Number(trial.configuration['learning_rate']);
      return {
        ...trial,
        curves: trial.curves.map((curve) => ({
          ...curve,
          values: curve.values.map((value, i) => {
            const learned = 0.35 + 1.95 * Math.exp(-i * Math.sqrt(rate)) + 0.02 * random.normal();
            return Number.isNaN(value) ? value : rate > 0.05 ? learned * Math.exp(i / 6) : learned;
          }),
        })),
      };
    }),
  };
}

const compared = plantedComparison('optimizer', {
  adam: search,
  momentum: { ...search, seed: 8, fate: ({ lr = 0 }) => (lr > 0.7 ? 'diverged' : 0.3 + lr) },
});

const rate = (optimizer: string): Hyperparameter => ({
  ...range('learning_rate', 1e-7, 0.1, 'log'),
  id: `optimizer=${optimizer}/learning_rate`,
});
const branches = {
  momentum: { ...range('momentum', 0.5, 0.999, 'reverse-log'), id: 'optimizer=momentum/momentum' },
  adam: { ...range('weight_decay', 1e-5, 1, 'log'), id: 'optimizer=adam/weight_decay' },
} as const;

/** A score, higher is better, in a space where each optimizer has hyperparameters of its own. */
function conditional(): RoundRecord {
  const design = Array.from({ length: 60 }, (_, i): Configuration => {
    const random = stream(5, 'gallery', i);
    const shared = { dropout: random.uniform() < 0.2 ? 0 : 0.05 + 0.65 * random.uniform() };
    const learning = 10 ** (6 * random.uniform() - 7);
    return i % 2 === 0
      ? {
          optimizer: 'adam',
          'optimizer=adam/learning_rate': learning,
          'optimizer=adam/weight_decay': 10 ** (5 * random.uniform() - 5),
          ...shared,
        }
      : {
          optimizer: 'momentum',
          'optimizer=momentum/learning_rate': learning,
          'optimizer=momentum/momentum': 1 - 10 ** (-0.31 - 2.6 * random.uniform()),
          ...shared,
        };
  });
  return planted({
    seed: 3,
    space: {
      hyperparameters: [
        {
          kind: 'choice',
          id: 'optimizer',
          name: 'optimizer',
          arg: 'optimizer',
          branches: (['momentum', 'adam'] as const).map((label) => ({
            label,
            value: label,
            children: [rate(label), branches[label]],
          })),
        },
        { ...range('dropout', 0.05, 0.7), off: 0 },
      ],
    },
    trials: design.length,
    design,
    direction: 'maximize',
    metric: 'valid/accuracy',
    bestAt: (random) => 0.3 + 0.5 * random.uniform(),
    fate: (_places, random, configuration) => {
      const power = Math.log10(Number(configuration[`optimizer=${String(configuration['optimizer'])}/learning_rate`]));
      return power > -1.6 ? 'diverged' : Math.max(0.01, 0.75 - 0.06 * (power + 3.5) ** 2 + 0.02 * random.normal());
    },
  });
}

const error = { metric: 'valid/error', direction: 'minimize' } as const;
const measured = { objective: error, maxSteps: 20, stepUnit: 'epoch' };

const figures: readonly (Figure | null)[] = [
  ...figuresOf(viewOf(withNorms(planted(search), true))),
  ...figuresOf(viewOf(sweep())).filter(({ id }) => id === 'rate-sweep'),
  ...figuresOf(viewOf(compared)).filter(({ id }) => id === 'isolation'),
  ...figuresOf(viewOf(conditional())).filter(({ id }) =>
    [
      'sensitivity',
      'parallel',
      'axis:optimizer',
      'axis:optimizer=momentum/learning_rate',
      'curves:valid/accuracy',
    ].includes(id),
  ),
  launchHistory(
    [
      { number: 0, change: 'first baseline', value: 0.31, interval: [0.302, 0.318], ...measured },
      { number: 1, change: 'lr 0.1 → 0.03', value: 0.262, interval: [0.255, 0.269], ...measured },
      { number: 2, change: 'cosine decay', value: 0.241, interval: [0.236, 0.246], ...measured },
      { number: 3, change: 'dropout 0.2', value: 0.238, ...measured },
    ],
    error,
  ),
  throughputFigure([
    { batchSize: 32, examplesPerSecond: 1180, interval: [1150, 1210] },
    { batchSize: 64, examplesPerSecond: 2270, interval: [2230, 2310] },
    { batchSize: 128, examplesPerSecond: 4150, interval: [4000, 4300] },
    { batchSize: 256, examplesPerSecond: 6600, interval: [6400, 6800] },
    { batchSize: 512, examplesPerSecond: 7900, interval: [7700, 8100] },
    { batchSize: 1024, examplesPerSecond: 8050, interval: [7800, 8300] },
    { batchSize: 2048, outOfMemory: true },
  ]),
  stepsToTargetFigure([
    { batchSize: 32, steps: 51_200, reached: true, interval: [49_000, 53_500] },
    { batchSize: 64, steps: 26_100, reached: true },
    { batchSize: 128, steps: 13_500, reached: true },
    { batchSize: 256, steps: 7600, reached: true },
    { batchSize: 512, steps: 5200, reached: true },
    { batchSize: 1024, steps: 4600, reached: true },
    { batchSize: 16, steps: 60_000, reached: false },
  ]),
];

const drawn: Markup[] = [];
let number = 0;
for (const figure of figures.filter((each) => each !== null)) {
  const cells: Markup[] = [];
  for (const theme of themes) {
    const pair: Markup[] = [];
    const svg = await drawSvg(themed(figure.spec, theme));
    for (const size of ['whole', 'narrow']) {
      const drawing = trusted(prefixIdentifiers(svg, `g${number++}`));
      const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
      pair.push(
        markup`<div class="${theme} ${size}"><div class="${width > wide ? 'wide' : ''}">${drawing}</div></div>`,
      );
    }
    cells.push(markup`<div class="pair">${pair}</div>`);
  }
  drawn.push(
    markup`<section>
      <h2>${figure.title} <code>${figure.id}</code></h2>
      ${cells}
    </section>`,
  );
}

const style = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; }
section, .pair { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
section { margin-bottom: 3rem; }
.pair > * { max-width: 100%; box-sizing: border-box; }
h2 { flex-basis: 100%; font-size: 1rem; margin: 0; }
code { color: #6b7280; font-weight: 400; }
.light, .dark { padding: 0.5rem; border-radius: 6px; }
.light { background: ${palettes.light.background}; border: 1px solid ${palettes.light.grid}; }
.dark { background: ${palettes.dark.background}; }
.narrow { width: ${narrow}px; overflow-x: auto; }
svg { display: block; height: auto; max-width: 100%; }
.narrow .wide svg { max-width: none; }
.narrow:has(.wide)::after { color: #6b7280; content: 'Scroll sideways to see all of it →'; font-size: 0.82rem; left: 0; position: sticky; }`;

const file = process.argv[2] ?? 'gallery.html';
const page = markup`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Figures</title>
      <style>${trusted(style)}</style>
    </head>
    <body>
      ${drawn}
    </body>
  </html> `;
writeFileSync(file, page.html);
console.log(`${file}: ${drawn.length} figures, ${Math.round(page.html.length / 1000)} kB`);
