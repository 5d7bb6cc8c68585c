import { describe, expect, it } from 'vitest';
import { sampleProject } from '../../testing/sample-project.ts';
import { madeProbes, probeOf } from '../../testing/made-probes.ts';
import { variableReports } from './variables.ts';
import { probingTexts } from './probing.ts';

const project = sampleProject();

function reportOn(variable: string, probes: Parameters<typeof madeProbes>[0], of = project) {
  const { standing, why } = variableReports(of, madeProbes(probes)).find((one) => one.variable === variable) ?? {};
  return { standing, why: why?.text };
}

describe.each([
  ['ATTUNE_UNTIL_STEP', 'repeat'],
  ['ATTUNE_MAX_STEPS', 'shortHorizon'],
] as const)('%s, of a run that was to end at step 5', (variable, run) => {
  const report = (steps: readonly number[], code: number | null) =>
    reportOn(variable, { step: 5, [run]: probeOf({ steps, code }) });

  it('is honoured where the run ended by itself there', () => {
    expect(report([0, 5], 0)).toEqual({
      standing: 'honoured',
      why: `with ${variable}=5 the run ended by itself at step 5`,
    });
  });

  it('is honoured, with a note, where the program counts steps from 0', () => {
    expect(report([0, 1, 2, 3, 4], 0)).toEqual({
      standing: 'honoured',
      why:
        `with ${variable}=5 the run ended by itself, but the last step that it reported is 4: it seems to count from 0; ` +
        'report how many steps were done, else every trial seems to end one step early',
    });
  });

  it('is ignored where the run went on, and where it had to be ended', () => {
    expect(report([0, 5, 6], 0).standing).toBe('ignored');
    expect(report([0, 4], null).standing).toBe('ignored');
  });

  it('is unclear where the run broke or reported nothing', () => {
    expect(report([0, 4], 3)).toEqual({
      standing: 'unclear',
      why: `with ${variable}=5 the run ended with exit status 3`,
    });
    expect(report([], 0)).toEqual({
      standing: 'unclear',
      why: `with ${variable}=5 the run ended by itself but reported nothing`,
    });
  });
});

describe('ATTUNE_MAX_STEPS where the program ran only once', () => {
  const skipped = probingTexts.slow({ seconds: 20 });
  const once = (steps: readonly number[], code: number | null) =>
    reportOn('ATTUNE_MAX_STEPS', { first: probeOf({ steps, code }), skipped });

  it('is judged by that run if it reached its end', () => {
    expect(once([50, 100], 0)).toEqual({
      standing: 'honoured',
      why: 'with ATTUNE_MAX_STEPS=100 the run ended by itself at step 100',
    });
    expect(once([49, 99], 0).why).toContain('it seems to count from 0');
  });

  it('is unclear otherwise', () => {
    const untested = 'not tested: the first measurement took 20 s, too long to run the program several times';
    expect(once([50, 98], 0)).toEqual({ standing: 'unclear', why: untested });
    expect(once([50, 100], null)).toEqual({ standing: 'unclear', why: untested });
  });
});

it('tells how long one measurement was waited for, by the clock of the probes', () => {
  const asking = sampleProject({ train: { ...project.train, evalEvery: 5 } });
  expect(reportOn('ATTUNE_EVAL_EVERY', { first: probeOf({ steps: [5], seconds: 42 }) }, asking)).toEqual({
    standing: 'unclear',
    why: 'only one measurement was seen within 42 s',
  });
});
