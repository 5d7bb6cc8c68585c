import { describe, expect, it } from 'vitest';
import { marked, numbered } from '../testing/marked.ts';
import { planted, range } from '../testing/planted.ts';
import { defaultOptions } from './options.ts';
import { periodicity } from './periodicity.ts';
import type { Answer } from './question.ts';
import type { RoundRecord } from './record.ts';
import { viewOf } from './view.ts';

const space = { hyperparameters: [range('lr', 1e-4, 1, 'log'), range('batch_size', 100, 101)] };
const round: RoundRecord = planted({
  seed: 8,
  space,
  trials: 20,
  fate: ({ lr = 0 }) => 1 + lr,
  round: { examples: { train: 5000 } },
});

function asked(of: RoundRecord, trials: readonly number[], period = 50): Answer {
  const view = viewOf(of, defaultOptions, marked(of, 'periodic', trials, { numbers: { period } }));
  return periodicity.ask(view, defaultOptions);
}

function keys({ findings }: Answer): readonly string[] {
  return findings[0]?.explanation.map(({ key }) => key) ?? [];
}

describe('periodicity', () => {
  it('compares the period with one pass through the training data', () => {
    // 5000 examples in batches of about 100: about 50 steps.
    expect(keys(asked(round, numbered(1, 8)))).toContain('periodicity.epoch');
    expect(keys(asked(round, numbered(1, 8), 80))).toContain('periodicity.notEpoch');
    expect(asked(round, numbered(1, 8)).findings[0]).toMatchObject({
      severity: 'warning',
      action: { kind: 'check-program', suspicion: 'periodicity' },
    });
  });

  it('says nothing of passes where they are not known', () => {
    const said = keys(asked({ ...round, examples: {} }, numbered(1, 8)));
    expect(said).toContain('periodicity.period');
    expect(said.filter((key) => /epoch/i.test(key))).toEqual([]);
  });

  it('is silent where the learning rate is cyclic, with that reason', () => {
    const cyclic = round.trials.map((trial) => {
      const steps = trial.curves[0]?.steps ?? [];
      const values = steps.map((_, i) => 1 + Math.cos((2 * Math.PI * i) / 10));
      return { ...trial, curves: [...trial.curves, { metric: 'lr', steps, values }] };
    });
    const answer = asked({ ...round, trials: cyclic }, numbered(1, 20));
    expect(answer.findings).toEqual([]);
    expect(answer.silent.map(({ key }) => key)).toContain('periodicity.cyclic');
  });

  it('makes nothing of one trial', () => {
    expect(asked(round, [5]).findings).toEqual([]);
  });
});
