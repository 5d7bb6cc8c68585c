/**
 * The questions that curves answer, on complete planted rounds and on real ones, diagnosed as any other: generator, diagnoses
 * and questions together. Rates are measured in bench/findings; here a round of each kind.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose, type Diagnosis } from '../diagnosis/index.ts';
import type { CurveFault } from '../testing/planted-faults.ts';
import { plantedRound } from '../testing/planted-round.ts';
import { range } from '../testing/planted.ts';
import { ask } from './ask.ts';
import { curveShapes } from './curve-shapes.ts';
import type { Finding } from './finding.ts';
import { lateVariance } from './late-variance.ts';
import { nonFinite } from './non-finite.ts';
import { defaultOptions } from './options.ts';
import { overfitting } from './overfitting.ts';
import { periodicity } from './periodicity.ts';
import type { Question } from './question.ts';
import type { RoundRecord, TrialRecord } from './record.ts';
import { saturated } from './saturated.ts';
import { stillImproving } from './still-improving.ts';
import { trainingLossRising } from './training-loss-rising.ts';
import { viewOf } from './view.ts';

const all: readonly Question[] = [
  overfitting,
  lateVariance,
  stillImproving,
  saturated,
  trainingLossRising,
  periodicity,
  nonFinite,
  curveShapes,
];
const options = { ...defaultOptions, permutations: 199 };

function asked(round: RoundRecord): readonly Finding[] {
  const view = viewOf(round, options);
  return all.flatMap((question) => question.ask(view, options).findings);
}

function found(curve: CurveFault, among: 'all' | number = 'all'): readonly string[] {
  const fault = { kind: 'curves', curve, among } as const;
  return asked(plantedRound({ seed: 11, trials: 20, evaluations: 50, schedule: 'cosine', fault }))
    .filter(({ severity, code }) => severity !== 'note' || code === 'overfitting')
    .map(({ code, values, headline }) => `${code} ${String(values['shape'] ?? headline.key)}`);
}

/** Advice that may be right of a sound round: one longer run may show more, and so may more trials. */
const mayBeRight: ReadonlySet<string> = new Set(['best-step', 'density']);

describe('planted rounds', () => {
  const schedules = ['constant', 'linear', 'cosine'] as const;

  it.each(schedules.flatMap((schedule) => [1, 2, 3].map((seed) => [schedule, seed] as const)))(
    'get no warning, and no advice but such as may be right, from any question where nothing is wrong: %s rate, seed %i',
    (schedule, seed) => {
      const { findings } = ask(plantedRound({ seed, schedule, trials: 20, evaluations: 50 }), options);
      const told = findings.flatMap((finding) => [finding, ...(finding.also ?? [])]);
      const wrong = told.filter(
        ({ severity, code }) => severity === 'warning' || (severity === 'advice' && !mayBeRight.has(code)),
      );
      expect(wrong.map(({ code, headline }) => `${code}: ${headline.text}`)).toEqual([]);
    },
  );

  it.each<[string, CurveFault, 'all' | number]>([
    ['overfitting overfitting.best', { kind: 'overfitting', effect: 12, from: 0.5 }, 'all'],
    ['overfitting overfitting.confidence', { kind: 'over-confidence', effect: 20, from: 0.5 }, 'all'],
    [
      'training-loss-rising training-loss-rising.headline',
      { kind: 'training-loss-rising', effect: 20, from: 0.5 },
      'all',
    ],
    ['periodicity periodicity.headline', { kind: 'periodic', effect: 8, period: 0.2 }, 'all'],
    ['non-finite non-finite.headline', { kind: 'nan', at: 0.4 }, 0.4],
    ['curve-shapes loss-spike', { kind: 'spike', effect: 60, at: 0.5 }, 'all'],
    ['curve-shapes collapse', { kind: 'collapse', at: 0.6 }, 0.4],
  ])('get %s', (finding, curve, among) => {
    expect(found(curve, among)).toContain(finding);
  });

  it('of a short training at a constant rate get one stretched run', () => {
    const fault = { kind: 'curves', curve: { kind: 'too-few-steps', effect: 20 }, among: 'all' } as const;
    const findings = asked(plantedRound({ seed: 11, trials: 20, evaluations: 50, schedule: 'constant', fault }));
    expect(findings.find(({ code }) => code === 'still-improving')).toMatchObject({
      severity: 'advice',
      action: { kind: 'stretch-schedule', maxSteps: 15_000 },
    });
  });
});

const corpus = process.env['ATTUNE_CORPUS'] ?? join(import.meta.dirname, '../../../../../shared/corpus');
const convnext = join(corpus, 'opda', 'convnext-tiny_tuning.results.jsonl');

interface Run {
  readonly iteration: number;
  readonly nan_train_loss: boolean;
  readonly epochs: number;
  readonly lr: number;
  readonly momentum: number;
  readonly weight_decay: number;
  readonly learning_curve: readonly { readonly epoch: number; readonly top_1: number; readonly train_loss: number }[];
}

/** Epochs differ from run to run: steps are per cent of a run. */
function trialOf(run: Run): TrialRecord {
  const steps = run.learning_curve.map(({ epoch }) => (100 * (epoch + 1)) / run.epochs);
  return {
    id: run.iteration,
    study: 1,
    configuration: { lr: run.lr, momentum: run.momentum, weight_decay: run.weight_decay },
    seed: 0,
    state: run.nan_train_loss ? { status: 'infeasible', reason: 'diverged' } : { status: 'completed' },
    curves: [
      { metric: 'valid/accuracy', steps, values: run.learning_curve.map(({ top_1 }) => top_1) },
      { metric: 'train/loss', steps, values: run.learning_curve.map(({ train_loss }) => train_loss) },
    ],
  };
}

describe.skipIf(!existsSync(convnext))('ConvNeXt, 512 real trials (skipped where ATTUNE_CORPUS holds no opda)', () => {
  const space = {
    hyperparameters: [
      range('lr', 5e-3, 50, 'log'),
      range('momentum', 0.7, 1),
      range('weight_decay', 1e-6, 1e-3, 'log'),
    ],
  };
  const read = (): RoundRecord => ({
    ...plantedRound({ seed: 1, trials: 1 }),
    objective: { metric: 'valid/accuracy', direction: 'maximize' },
    maxSteps: 100,
    stepUnit: 'per cent',
    references: {},
    studies: [{ id: 1, name: 'random', purpose: 'search', scientific: {}, space, adaptive: false, trials: 512 }],
    trials: readFileSync(convnext, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => trialOf(JSON.parse(line) as Run)),
  });

  it('proposes one stretched run, though the best trials are all best at the end, and never more steps alone', () => {
    const findings = asked(read());
    const improving = findings.find(({ code }) => code === 'still-improving');
    expect(improving?.action).toEqual({ kind: 'stretch-schedule', maxSteps: 150 });
    expect(improving?.explanation.map(({ key }) => key)).toContain('still-improving.unknown');
    expect(findings.map(({ action }) => action?.kind)).not.toContain('fewer-steps');
    expect(findings.filter(({ code }) => code === 'overfitting' || code === 'periodicity')).toEqual([]);
  });
});

describe('a round that another look has diagnosed', () => {
  it('says of given diagnoses what it says of its own', () => {
    const round = plantedRound({ seed: 2, trials: 12, evaluations: 30 });
    const own = new Map<number, readonly Diagnosis[]>(
      round.trials.map(({ id, curves }) => {
        const chance = round.references['chance']?.[round.objective.metric] ?? null;
        return [id, diagnose({ curves, objective: round.objective, maxSteps: round.maxSteps, chance })];
      }),
    );
    const answers = (view: ReturnType<typeof viewOf>): unknown => all.map((question) => question.ask(view, options));
    expect(answers(viewOf(round, options, own))).toEqual(answers(viewOf(round, options)));
  });
});
