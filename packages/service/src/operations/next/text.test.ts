import { describe, expect, it } from 'vitest';
import type { RoundFile } from '@attune/core/design';
import type { Proposal } from '@attune/core/next';
import { parseSpace } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';
import { parseRound, parseYaml } from '../../project/index.ts';
import { sampleProject } from '../../testing/sample-project.ts';
import { proposalText } from './text.ts';

const texts = defineTexts('test-next-text', { plain: '{words}' });

const project = sampleProject({
  space: parseSpace({
    lr: { range: [1e-4, 1], scale: 'log' },
    optimizer: { choices: { adam: { beta: { range: [0.8, 0.99] } }, sgd: null } },
    width: { values: [32, 64, 128] },
  }).space,
  baseline: { lr: 0.1, optimizer: 'sgd', width: 64 },
  inactive: { 'optimizer=adam/beta': 0.9 },
});

const base: RoundFile = {
  name: 'wider',
  goal: 'maximize',
  question: 'What is the best valid/loss: wider, or not?',
  scientific: [],
  fixed: [{ hyperparameter: 'width', value: 64 }],
  nuisance: 'rest',
  ranges: [{ kind: 'range', hyperparameter: 'lr', range: [0.0123, 10] }],
  search: { kind: 'halton' },
  trials: 24,
  maxSteps: 200,
  baselineSeeds: 3,
  notes: '',
};

function proposal(round: RoundFile): Proposal {
  const message = (words: string) => texts.plain({ words });
  return {
    kind: 'search',
    headline: message('go on'),
    round,
    maxSteps: 200,
    before: [message('stretch the schedule')],
    reasons: [
      {
        about: { part: 'range', hyperparameter: 'lr' },
        message: message('lr up to 10'),
        finding: { round: 1, code: 'boundary', headline: message('an edge\nof lr'), confidence: 0.9876 },
      },
      { about: { part: 'fixed', hyperparameter: 'width' }, message: message('width hardly matters') },
      { about: { part: 'length' }, message: message('200 steps, not 100') },
    ],
  };
}

describe('the text of a proposal', () => {
  it.each<[string, Partial<RoundFile>]>([
    ['a search', {}],
    ['a comparison', { goal: 'compare', scientific: [{ hyperparameter: 'optimizer', values: ['adam', 'sgd'] }] }],
    ['a comparison of all values', { goal: 'understand', scientific: [{ hyperparameter: 'optimizer' }] }],
    [
      'a list with repeats',
      {
        fixed: [],
        trials: 3,
        search: {
          kind: 'list',
          configurations: [
            { lr: 0.123456789, optimizer: 'adam', 'optimizer=adam/beta': 0.95, width: 32 },
            { lr: 0.123456789, optimizer: 'adam', 'optimizer=adam/beta': 0.95, width: 32 },
            { lr: 0.5, optimizer: 'sgd', width: 128 },
          ],
        },
      },
    ],
    ['values to keep', { fixed: [], ranges: [{ kind: 'values', hyperparameter: 'width', values: [32, 64] }] }],
  ])('reads back as the same round: %s', (_, change) => {
    const round = { ...base, ...change };
    const text = proposalText(proposal(round));
    expect(parseRound(parseYaml(text, 'wider.yaml'), 'wider', project)).toEqual(round);
  });

  it('has the finding above the line that it asks for, and first what no file can do', () => {
    expect(proposalText(proposal(base))).toBe(`# Proposed by \`attune next\`: go on.
# Before it runs:
# - stretch the schedule
attune: 1
goal: maximize  # compare | understand | maximize
question: "What is the best valid/loss: wider, or not?"

fixed:
  # width hardly matters
  width: 64
nuisance: rest
ranges:
  # lr up to 10 (round 1, boundary, confidence 0.99: an edge
  # of lr)
  lr: [0.0123, 10]

search: halton
budget: { trials: 24 }
# 200 steps, not 100
max_steps: 200
baseline_seeds: 3
`);
  });
});
