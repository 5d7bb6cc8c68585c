/**
 * What is known of the common optimisers (method A2): their hyperparameters, sensible ranges with scale, a default, and
 * where each comes from. `practice` says that a range is custom, not taken from a publication. Data only.
 */
import type { Scale } from './hyperparameter.ts';
import type { Meaning } from './meaning.ts';

/** One hyperparameter of an optimiser. `fixed` ones do not vary, but must be told to the training program. */
export interface Setting {
  readonly name: string;
  readonly meaning?: Meaning;
  readonly search: { readonly low: number; readonly high: number; readonly scale: Scale } | { readonly fixed: number };
  /** Where to begin. */
  readonly start: number;
  /** Where the range, then the start, come from. */
  readonly source: string;
}

export interface Optimizer {
  /** As people write it. */
  readonly title: string;
  /** Where it was published. */
  readonly paper: string;
  /** With few hyperparameters, to begin with: the others stay at the published defaults. */
  readonly few: readonly Setting[];
  /** With all that is worth tuning. */
  readonly general: readonly Setting[];
}

const paper = {
  momentum: 'Polyak 1964',
  nesterov: 'Nesterov 1983; Sutskever et al. 2013',
  rmsprop: 'Tieleman & Hinton 2012, lecture 6.5',
  adam: 'Kingma & Ba 2015 (arXiv:1412.6980)',
  adamw: 'Loshchilov & Hutter 2019 (arXiv:1711.05101)',
  nadam: 'Dozat 2016',
  adagrad: 'Duchi, Hazan & Singer 2011',
  adadelta: 'Zeiler 2012 (arXiv:1212.5701)',
  lamb: 'You et al. 2020 (arXiv:1904.00962)',
  lion: 'Chen et al. 2023 (arXiv:2302.06675)',
  algoperf: 'AlgoPerf (Dahl et al. 2023, arXiv:2306.07179)',
  choi: 'Choi et al. 2019 (arXiv:1910.05446)',
} as const;

function log(low: number, high: number): Setting['search'] {
  return { low, high, scale: 'log' };
}

function reverseLog(low: number, high: number): Setting['search'] {
  return { low, high, scale: 'reverse-log' };
}

function rate(low: number, high: number, start: number, source: string): Setting {
  return { name: 'learning_rate', meaning: 'learning-rate', search: log(low, high), start, source };
}

function decay(low: number, high: number, start: number, source: string): Setting {
  return { name: 'weight_decay', meaning: 'weight-decay', search: log(low, high), start, source };
}

function epsilon(start: number, source: string): Setting {
  const range = `practice: orders of magnitude, since ${paper.choi} find it worth tuning`;
  return { name: 'epsilon', meaning: 'epsilon', search: log(1e-10, 1e-2), start, source: `${range}; start ${source}` };
}

function momentumSetting(search: Setting['search'], source: string): Setting {
  return { name: 'momentum', meaning: 'momentum', search, start: 0.9, source };
}

const beta1: Setting = {
  name: 'beta1',
  meaning: 'beta1',
  search: reverseLog(0.9, 0.996),
  start: 0.9,
  source: `${paper.algoperf}, NAdamW baseline (1 − β1 from 0.004 to 0.1); start ${paper.adam}`,
};

const beta2: Setting = {
  name: 'beta2',
  meaning: 'beta2',
  search: reverseLog(0.9, 0.9999),
  start: 0.999,
  source: `practice; start ${paper.adam}`,
};

const adamRate = rate(1e-5, 1e-1, 1e-3, `practice: two decades around the default of ${paper.adam}`);
const adamEpsilon = epsilon(1e-8, paper.adam);

const momentumRate = rate(1e-3, 1, 0.1, 'practice: from 0.1 downwards, and a decade above');
const nesterovRate = rate(
  1e-3,
  5,
  0.1,
  `${paper.algoperf}, Nesterov baseline (0.02 to 5), extended downwards by practice`,
);
const fixedMomentum = momentumSetting({ fixed: 0.9 }, 'practice');
const tunedMomentum = momentumSetting(reverseLog(0.8, 0.999), 'practice: effective averaging over 5 to 1000 steps');

const adamwRate = rate(1e-4, 1e-2, 1e-3, `${paper.algoperf}, AdamW baseline; start ${paper.adam}`);
const adamwDecay = decay(5e-3, 1, 0.01, `${paper.algoperf}, AdamW baseline; start practice`);

const rmspropRate = rate(1e-5, 1e-1, 1e-3, `practice: two decades around the default of ${paper.rmsprop}`);
const adagradRate = rate(1e-3, 1, 0.01, 'practice');
const adadeltaRate = rate(1e-2, 10, 1, `practice: around ${paper.adadelta}, whose rule has rate 1`);

const lambRate = rate(1e-4, 1e-1, 1e-3, 'practice');
const lambDecay = decay(1e-3, 1, 0.01, `practice; start ${paper.lamb}`);

const lionRate = rate(1e-5, 3e-3, 1e-4, `${paper.lion}: 3 to 10 times smaller than AdamW’s, whose range is AlgoPerf’s`);
const lionDecay = decay(0.015, 10, 0.1, `${paper.lion}: 3 to 10 times larger than AdamW’s, whose range is AlgoPerf’s`);

export const optimizerTable = {
  sgd: {
    title: 'SGD',
    paper: 'Robbins & Monro 1951',
    few: [
      rate(1e-3, 10, 0.1, 'practice: from 0.1 downwards, and two decades above, since nothing multiplies the rate'),
    ],
    general: [
      rate(1e-3, 10, 0.1, 'practice: from 0.1 downwards, and two decades above, since nothing multiplies the rate'),
    ],
  },
  momentum: {
    title: 'momentum',
    paper: paper.momentum,
    few: [momentumRate, fixedMomentum],
    general: [momentumRate, tunedMomentum],
  },
  nesterov: {
    title: 'Nesterov momentum',
    paper: paper.nesterov,
    few: [nesterovRate, fixedMomentum],
    general: [nesterovRate, tunedMomentum],
  },
  rmsprop: {
    title: 'RMSProp',
    paper: paper.rmsprop,
    few: [rmspropRate],
    general: [
      rmspropRate,
      {
        name: 'rho',
        meaning: 'beta2',
        search: reverseLog(0.9, 0.9999),
        start: 0.9,
        source: `practice; start ${paper.rmsprop}`,
      },
      momentumSetting({ low: 0, high: 0.99, scale: 'reverse-log' }, 'practice: none up to an average over 100 steps'),
      epsilon(1e-8, 'practice'),
    ],
  },
  adam: {
    title: 'Adam',
    paper: paper.adam,
    few: [adamRate],
    general: [adamRate, beta1, beta2, adamEpsilon],
  },
  adamw: {
    title: 'AdamW',
    paper: paper.adamw,
    few: [adamwRate, adamwDecay],
    general: [adamwRate, adamwDecay, beta1, beta2, adamEpsilon],
  },
  nadam: {
    title: 'NAdam',
    paper: paper.nadam,
    few: [adamRate],
    general: [adamRate, beta1, beta2, adamEpsilon],
  },
  adagrad: {
    title: 'Adagrad',
    paper: paper.adagrad,
    few: [adagradRate],
    general: [
      adagradRate,
      { name: 'initial_accumulator_value', search: log(1e-8, 1), start: 0.1, source: 'practice' },
      epsilon(1e-8, 'practice'),
    ],
  },
  adadelta: {
    title: 'Adadelta',
    paper: paper.adadelta,
    few: [adadeltaRate],
    general: [
      adadeltaRate,
      {
        name: 'rho',
        meaning: 'beta2',
        search: reverseLog(0.9, 0.9999),
        start: 0.95,
        source: `practice; start ${paper.adadelta}`,
      },
      epsilon(1e-6, paper.adadelta),
    ],
  },
  lamb: {
    title: 'LAMB',
    paper: paper.lamb,
    few: [lambRate, lambDecay],
    general: [lambRate, lambDecay, beta1, beta2, epsilon(1e-6, paper.lamb)],
  },
  lion: {
    title: 'Lion',
    paper: paper.lion,
    few: [lionRate, lionDecay],
    general: [
      lionRate,
      lionDecay,
      { ...beta1, search: reverseLog(0.8, 0.99), source: `practice; start ${paper.lion}` },
      { ...beta2, search: reverseLog(0.9, 0.999), start: 0.99, source: `practice; start ${paper.lion}` },
    ],
  },
} as const satisfies Readonly<Record<string, Optimizer>>;
