/** Mistakes in a round file, and in the folder of the rounds. */
import { mistakeIn } from './in-file.ts';
import type { MistakeGroup } from './mistake.ts';

const mistake = mistakeIn('rounds/01-first.yaml');
const scientific = 'scientific: [optimizer]';
const budget = 'budget: { trials: 4 }';
const goal = 'goal: compare\nquestion: Adam or momentum?\nscientific: [optimizer]\n';
const check = ['check', '--files-only'];

export const roundFileMistakes: MistakeGroup = {
  title: 'Round files',
  about: 'They are read against `attune.yaml`.',
  mistakes: [
    mistake('the goal is another word', [['goal: compare', 'goal: tune']], '?'),
    mistake('no question', [['question: Adam or momentum?\n', '']], '?'),
    mistake('a comparison of nothing', [[`${scientific}\n`, '']], '?'),
    mistake('a question while maximizing', [['goal: compare', 'goal: maximize']], '?'),
    mistake('an unknown hyperparameter', [[scientific, 'scientific: [optimiser]']], '?'),
    mistake('an unknown value', [[scientific, 'scientific: { optimizer: [adam, lion] }']], '?'),
    mistake('two roles', [[scientific, `${scientific}\nfixed: [optimizer, lr]`]], '?'),
    mistake('the same name twice', [[scientific, `${scientific}\nfixed: [lr, lr]`]], '?'),
    mistake(
      'everything fixed',
      [[goal, 'goal: maximize\nfixed: [lr, batch-size, optimizer, beta1, momentum, dropout]\n']],
      '?',
    ),
    mistake('a range that is impossible', [[scientific, `${scientific}\nranges: { dropout: [-0.1, 0.5] }`]], '?'),
    mistake('a range the other way round, in a round', [[scientific, `${scientific}\nranges: { lr: [1, 0.1] }`]], '?'),
    mistake('one value to compare', [[scientific, 'scientific: { optimizer: [momentum] }']], '?'),
    mistake(
      'a nuisance in a branch that the round leaves out',
      [
        [
          'goal: compare\nquestion: Adam or momentum?\nscientific: [optimizer]',
          'goal: maximize\nfixed: { optimizer: adam }\nnuisance: [lr, momentum]',
        ],
      ],
      '?',
    ),
    mistake(
      'a list with a value out of type',
      [[budget, 'search: { kind: list, configurations: [{ lr: high }, { lr: 0.1 }] }']],
      '?',
    ),
    mistake(
      'a larger budget than the list is long',
      [[budget, 'search: { kind: list, configurations: [{ lr: 0.2 }, { lr: 0.1 }] }\nbudget: { trials: 8 }']],
      '?',
    ),
    mistake('an adaptive search', [[budget, `search: tpe\n${budget}`]], '?'),
    mistake('an unknown search', [[budget, `search: haltom\n${budget}`]], '?'),
    mistake('points without a grid', [[budget, `search: { kind: sobol, points: 4 }\n${budget}`]], '?'),
    mistake('a list without configurations', [[budget, 'search: list']], '?'),
    mistake('no budget', [[`${budget}\n`, '']], '?'),
    mistake('a budget of 0', [['trials: 4', 'trials: 0']], '?'),
    mistake('a budget as a bare number', [['budget: { trials: 4 }', 'budget: 4']], '?'),
    mistake('fewer trials than studies', [['trials: 4', 'trials: 1']], '?'),
    mistake('a seed that is too large', [[budget, `${budget}\nseed: 4294967296`]], '?'),
    {
      did: 'no round file',
      removed: ['rounds'],
      shown: 'no folder `rounds`',
      command: ['run'],
      status: 3,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'a round file without a number',
      files: { 'rounds/next.yaml': 'attune: 1\n' },
      shown: '`rounds/next.yaml`',
      command: check,
      status: 2,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'two round files with one number',
      files: { 'rounds/1-again.yaml': 'attune: 1\n' },
      shown: '`rounds/01-first.yaml`, `rounds/1-again.yaml`',
      command: ['run'],
      status: 2,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'an edit of the round after it ran',
      afterRun: true,
      edits: [{ file: 'rounds/01-first.yaml', of: scientific, to: `${scientific}\nfixed: [lr]` }],
      command: ['run', '1'],
      status: 4,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'an edit of a range after the round ran',
      afterRun: true,
      edits: [{ file: 'attune.yaml', of: 'range: [1e-3, 1]', to: 'range: [1e-4, 1]' }],
      command: ['run', '1'],
      status: 4,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'a smaller budget after the round ran',
      afterRun: true,
      edits: [{ file: 'rounds/01-first.yaml', of: 'trials: 4', to: 'trials: 2' }],
      command: ['run', '1'],
      status: 4,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: 'nothing is left to run',
      afterRun: true,
      shown: '`attune run`, all rounds completed',
      command: ['run'],
      status: 3,
      answer: { kind: 'refused', text: '?' },
    },
  ],
};
