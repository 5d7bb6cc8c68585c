/** Rounds of the past, planted, for what is proposed after them: four hyperparameters, of which two matter. */
import { resolveRound, type RoundFile } from '../design/index.ts';
import { viewOf, type Action, type Finding, type RoundRecord } from '../insight/index.ts';
import type { History, PastRound } from '../next/index.ts';
import { samplerFor } from '../samplers/index.ts';
import type { Configuration, Space } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import { planted, range, type Fate, type Places } from './planted.ts';

export const space: Space = {
  hyperparameters: [
    { ...range('lr', 1e-4, 1, 'log'), meaning: 'learning-rate' },
    { ...range('wd', 1e-6, 1e-2, 'log'), meaning: 'weight-decay' },
    { ...range('dropout', 0, 0.6), meaning: 'dropout' },
    { kind: 'categorical', id: 'optimizer', name: 'optimizer', arg: 'optimizer', values: ['adam', 'sgd'] },
  ],
};

export const project: Project = {
  name: 'test',
  objective: { metric: 'valid/loss', direction: 'minimize' },
  train: { command: 'train', maxSteps: 400, stepUnit: 'step', graceSeconds: 30 },
  metrics: { from: 'file', rename: {} },
  space,
  baseline: { lr: 0.01, wd: 1e-4, dropout: 0.3, optimizer: 'adam' },
  inactive: {},
  examples: {},
  references: {},
  resources: { slots: 1, gpusPerTrial: 0 },
};

export const first: RoundFile = {
  name: 'first',
  goal: 'maximize',
  question: '',
  scientific: [],
  fixed: [],
  nuisance: 'rest',
  ranges: [],
  search: { kind: 'halton' },
  trials: 24,
  notes: '',
};

/** Best near the middle of lr and wd; dropout and the optimizer hardly matter. */
export const bowl = (places: Places): Fate => {
  const [lr = 0.5, wd = 0.5] = [places['lr'], places['wd']];
  return 1 + (lr - 0.55) ** 2 + 0.5 * (wd - 0.45) ** 2;
};

/** Of the rate alone. */
export const byRate = ({ lr = 0.5 }: Places): Fate => 1 + (lr - 0.55) ** 2;

export interface Told {
  /** Where it is not the usual one. */
  readonly project?: Project;
  readonly file?: Partial<RoundFile>;
  readonly findings?: readonly Finding[];
  readonly maxSteps?: number;
  /** The baseline's value under each seed. */
  readonly baseline?: readonly number[];
  readonly fate?: (places: Places, configuration: Configuration) => Fate;
}

export function past(
  number: number,
  { project: within = project, file = {}, findings = [], maxSteps = 400, baseline = [], fate = bowl }: Told,
): PastRound {
  const own = { ...within, train: { ...within.train, maxSteps } };
  const resolved = resolveRound(own, { ...first, ...file }, number);
  const plan = resolved.studies.find(({ purpose }) => purpose === 'search');
  if (plan === undefined) throw new Error('a round searches');
  const suggested = samplerFor(plan.sampler).suggest(
    { space: plan.space, budget: plan.trials },
    0,
    plan.trials,
    plan.seed,
  );
  const record: RoundRecord = planted({
    seed: number,
    space: plan.space,
    trials: suggested.length,
    design: suggested.map(({ configuration }) => configuration),
    // Places are those of the whole space, so that rounds over other ranges can be compared.
    fate: (_, __, configuration) => fate(placesIn(configuration), configuration),
    baseline,
    maxSteps: resolved.project.train.maxSteps,
    round: { number, roles: resolved.roles },
  });
  return { number, name: resolved.question, resolved, insight: { view: viewOf(record), findings, silent: [] } };
}

function placesIn(configuration: Configuration): Places {
  return {
    lr: Math.log10(Number(configuration['lr']) / 1e-4) / 4,
    wd: Math.log10(Number(configuration['wd']) / 1e-6) / 4,
    dropout: Number(configuration['dropout']) / 0.6,
  };
}

export function finding(action: Action, change: Partial<Finding> = {}): Finding {
  const message = { key: 'test.found', values: {}, text: `found ${action.kind}` };
  return {
    code: 'test',
    severity: 'advice',
    confidence: 0.97,
    headline: message,
    explanation: [],
    values: {},
    evidence: { trials: [], numbers: {} },
    action,
    ...change,
  };
}

export const history = (rounds: readonly PastRound[], change: Partial<History> = {}): History => ({
  project,
  rounds,
  launches: [],
  comparisons: [],
  ...change,
});
