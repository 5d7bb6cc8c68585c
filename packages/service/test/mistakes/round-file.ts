/** Mistakes in a round file, and in the folder of the rounds. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mistakeIn } from './in-file.ts';
import type { Edit, Mistake, MistakeGroup } from './mistake.ts';

const mistake = mistakeIn('rounds/01-first.yaml');
const scientific = 'scientific: [optimizer]';
const budget = 'budget: { trials: 4 }';
const goal = 'goal: compare\nquestion: Adam or momentum?\nscientific: [optimizer]\n';
const check = ['check', '--files-only'];

const round = 'rounds/01-first.yaml';
const nextRound = `attune: 1
goal: maximize
fixed: { optimizer: adam }
budget: { trials: 1 }
baseline_seeds: 0
`;

/** What was frozen has changed; `changes` is what the refusal names. */
function afterRun(did: string, edits: readonly Edit[], changes: string): Mistake {
  const refusal = `error: round 1 was frozen when it first ran, and rounds/01-first.yaml or attune.yaml has changed since in what decides its trials: ${changes}; put it back, or write a new round file for the new design (notes and a larger budget may change)`;
  return { did, afterRun: true, edits, command: ['run', '1'], status: 4, answer: { kind: 'refused', text: refusal } };
}

/** As a pause or a killed process leaves a round. */
function standing(folder: string, status: 'paused' | 'running'): void {
  const database = new DatabaseSync(join(folder, '.attune/store.db'));
  database.prepare('update round set status = ?, ended_at = null').run(status);
  database.close();
}

export const roundFileMistakes: MistakeGroup = {
  title: 'Round files',
  about: 'They are read against `attune.yaml`.',
  mistakes: [
    mistake(
      'the goal is another word',
      [['goal: compare', 'goal: tune']],
      'rounds/01-first.yaml:2:1  goal: goal is "tune": write one of compare, understand, maximize',
    ),
    mistake(
      'no question',
      [['question: Adam or momentum?\n', '']],
      'rounds/01-first.yaml:1:1  question is missing: write what the round is to answer, in one sentence',
    ),
    mistake(
      'a comparison of nothing',
      [[`${scientific}\n`, '']],
      'rounds/01-first.yaml:1:1  a round whose goal is to compare asks about something: name it under scientific, or write goal: maximize',
    ),
    mistake(
      'a question while maximizing',
      [['goal: compare', 'goal: maximize']],
      'rounds/01-first.yaml:4:1  scientific: a round that is to maximize compares nothing: remove scientific, or write goal: compare or goal: understand',
    ),
    mistake(
      'an unknown hyperparameter',
      [[scientific, 'scientific: [optimiser]']],
      'rounds/01-first.yaml:4:14  scientific[0]: there is no hyperparameter optimiser: did you mean optimizer?',
    ),
    mistake(
      'an unknown value',
      [[scientific, 'scientific: { optimizer: [adam, lion] }']],
      'rounds/01-first.yaml:4:15  scientific.optimizer: "lion" is none of the values of optimizer: write one of "adam", "momentum"',
    ),
    mistake(
      'two roles',
      [[scientific, `${scientific}\nfixed: [optimizer, lr]`]],
      'rounds/01-first.yaml:5:9  fixed[0]: optimizer is fixed here and scientific elsewhere: give it one role',
    ),
    mistake(
      'the same name twice',
      [[scientific, `${scientific}\nfixed: [lr, lr]`]],
      'rounds/01-first.yaml:5:13  fixed[1]: lr stands twice in fixed: remove one',
    ),
    mistake(
      'everything fixed',
      [[goal, 'goal: maximize\nfixed: [lr, batch-size, optimizer, beta1, momentum, dropout]\n']],
      'rounds/01-first.yaml:1:1  nothing is left to vary: every hyperparameter has one value in this round; free one of them',
    ),
    mistake(
      'a range that is impossible',
      [[scientific, `${scientific}\nranges: { dropout: [-0.1, 0.5] }`]],
      'rounds/01-first.yaml:5:11  ranges.dropout: -0.1 for dropout is impossible: dropout lies in [0, 1); change it, or, if dropout is something else, write meaning: other',
    ),
    mistake(
      'a range the other way round, in a round',
      [[scientific, `${scientific}\nranges: { lr: [1, 0.1] }`]],
      'rounds/01-first.yaml:5:11  ranges.lr: range of lr begins at 1 and ends below, at 0.1: write [0.1, 1]',
    ),
    mistake(
      'one value to compare',
      [[scientific, 'scientific: { optimizer: [momentum] }']],
      'rounds/01-first.yaml:4:15  scientific.optimizer: optimizer is scientific with only one value: give at least two to compare, or fix it',
    ),
    mistake(
      'a nuisance in a branch that the round leaves out',
      [
        [
          'goal: compare\nquestion: Adam or momentum?\nscientific: [optimizer]',
          'goal: maximize\nfixed: { optimizer: adam }\nnuisance: [lr, momentum]',
        ],
      ],
      'rounds/01-first.yaml:4:16  nuisance[1]: momentum is left without a place: this round keeps none of the branches that hold it; remove it, or keep its branch',
    ),
    mistake(
      'a list with a value out of type',
      [[budget, 'search: { kind: list, configurations: [{ lr: high }, { lr: 0.1 }] }']],
      'rounds/01-first.yaml:5:42  search.configurations[0].lr: "high" for lr is not a number: write it in digits, such as 0.001 or 1e-3',
    ),
    mistake(
      'a larger budget than the list is long',
      [[budget, 'search: { kind: list, configurations: [{ lr: 0.2 }, { lr: 0.1 }] }\nbudget: { trials: 8 }']],
      'rounds/01-first.yaml:6:11  budget.trials: budget of 8 trials for a list of 2: lower it, or list more',
    ),
    mistake(
      'an adaptive search',
      [[budget, `search: tpe\n${budget}`]],
      'rounds/01-first.yaml:5:1  search: search is tpe, which steers by earlier results; a round explores with points that do not, so that its figures can be read and its objective changed afterwards: write halton, sobol, random or grid',
    ),
    mistake(
      'an unknown search',
      [[budget, `search: haltom\n${budget}`]],
      'rounds/01-first.yaml:5:1  search: search is "haltom": did you mean halton?',
    ),
    mistake(
      'points without a grid',
      [[budget, `search: { kind: sobol, points: 4 }\n${budget}`]],
      'rounds/01-first.yaml:5:24  search.points: points goes only with grid: remove it',
    ),
    mistake(
      'a list without configurations',
      [[budget, 'search: list']],
      'rounds/01-first.yaml:5:1  search: search is a list without configurations: write them, as in search: { kind: list, configurations: [{ lr: 0.1 }, { lr: 0.01 }] }',
    ),
    mistake(
      'no budget',
      [[`${budget}\n`, '']],
      'rounds/01-first.yaml:1:1  budget is missing: write how many trials the round may run, such as budget: { trials: 32 }',
    ),
    mistake(
      'a budget of 0',
      [['trials: 4', 'trials: 0']],
      'rounds/01-first.yaml:5:11  budget.trials: trials is 0: write 1 or more',
    ),
    mistake(
      'a budget as a bare number',
      [['budget: { trials: 4 }', 'budget: 4']],
      'rounds/01-first.yaml:5:1  budget: budget is 4: write a mapping, such as { trials: 4 }',
    ),
    mistake(
      'fewer trials than studies',
      [['trials: 4', 'trials: 1']],
      'rounds/01-first.yaml:5:11  budget.trials: budget of 1 trial for 2 studies, one for each scientific configuration: allow at least 10, 5 for each, so that anything is tuned; or compare fewer',
    ),
    mistake(
      'a seed that is too large',
      [[budget, `${budget}\nseed: 4294967296`]],
      'rounds/01-first.yaml:6:1  seed: seed is 4294967296: write 2147483647 or less',
    ),
    {
      did: 'no round file',
      removed: ['rounds'],
      situation: 'no folder `rounds`',
      command: ['run'],
      status: 3,
      answer: {
        kind: 'refused',
        text: 'error: there is no round file in rounds/: write one, such as rounds/01-first.yaml, or let `attune init` write it',
      },
    },
    {
      did: 'a round file without a number',
      files: { 'rounds/next.yaml': 'attune: 1\n' },
      situation: '`rounds/next.yaml`',
      command: check,
      status: 2,
      answer: {
        kind: 'refused',
        text: 'error: the round file rounds/next.yaml has no number: name it like 01-first.yaml, rounds are numbered by their files',
      },
    },
    {
      did: 'two round files with one number',
      files: { 'rounds/1-again.yaml': 'attune: 1\n' },
      situation: '`rounds/01-first.yaml` and `rounds/1-again.yaml`',
      command: ['run'],
      status: 2,
      answer: {
        kind: 'refused',
        text: 'error: the round files rounds/01-first.yaml and rounds/1-again.yaml have the same number: renumber one of them',
      },
    },
    {
      did: 'an edit of the round after it ran',
      afterRun: true,
      edits: [{ file: 'rounds/01-first.yaml', of: scientific, to: `${scientific}\nfixed: [lr]` }],
      command: ['run', '1'],
      status: 4,
      answer: {
        kind: 'refused',
        text: 'error: round 1 was frozen when it first ran, and rounds/01-first.yaml or attune.yaml has changed since in what decides its trials: role of lr (nuisance → fixed); put it back, or write a new round file for the new design (notes and a larger budget may change)',
      },
    },
    {
      did: 'an edit of a range after the round ran',
      afterRun: true,
      edits: [{ file: 'attune.yaml', of: 'range: [1e-3, 1]', to: 'range: [1e-4, 1]' }],
      command: ['run', '1'],
      status: 4,
      answer: {
        kind: 'refused',
        text: 'error: round 1 was frozen when it first ran, and rounds/01-first.yaml or attune.yaml has changed since in what decides its trials: range of lr ([0.001, 1] → [0.0001, 1]); put it back, or write a new round file for the new design (notes and a larger budget may change)',
      },
    },
    {
      did: 'a smaller budget after the round ran',
      afterRun: true,
      edits: [{ file: 'rounds/01-first.yaml', of: 'trials: 4', to: 'trials: 2' }],
      command: ['run', '1'],
      status: 4,
      answer: {
        kind: 'refused',
        text: 'error: round 1 was planned with 4 trials, and rounds/01-first.yaml now asks for 2: a budget can only grow; put it back, or write a new round file for a smaller one',
      },
    },
    {
      did: 'fewer runs of the baseline after the round ran',
      afterRun: true,
      edits: [{ file: round, of: 'baseline_seeds: 1', to: 'baseline_seeds: 0' }],
      command: ['run', '1'],
      status: 4,
      answer: {
        kind: 'refused',
        text: 'error: round 1 was planned with baseline_seeds: 1, and rounds/01-first.yaml now asks for 0: they can only grow; put it back, or write a new round file for fewer',
      },
    },
    {
      ...afterRun(
        'a look at the plan of a round that was edited after it ran',
        [{ file: round, of: budget, to: `${budget}\nsearch: sobol` }],
        'search (halton → sobol)',
      ),
      situation: '`search: sobol`, then `attune run 1 --dry-run`',
      command: ['run', '1', '--dry-run'],
    },
    afterRun(
      'another question after the round ran',
      [{ file: round, of: 'Adam or momentum?', to: 'Is Adam worth it?' }],
      'question ("Adam or momentum?" → "Is Adam worth it?")',
    ),
    afterRun(
      'a seed after the round ran',
      [{ file: round, of: budget, to: `${budget}\nseed: 7` }],
      'seed (1772619302 → 7)',
    ),
    afterRun(
      'another search after the round ran',
      [{ file: round, of: budget, to: `${budget}\nsearch: random` }],
      'search (halton → random)',
    ),
    afterRun(
      'a narrower range in the round after it ran',
      [{ file: round, of: budget, to: `${budget}\nranges: { lr: [0.01, 0.1] }` }],
      'range of lr ([0.001, 1] → [0.01, 0.1])',
    ),
    afterRun(
      'another value to compare after the round ran',
      [
        {
          file: 'attune.yaml',
          of: '      momentum: {',
          to: '      sgd:\n      momentum: {',
        },
      ],
      'studies (optimizer=adam; optimizer=momentum → optimizer=adam; optimizer=sgd; optimizer=momentum)',
    ),
    afterRun(
      'another hyperparameter after the round ran',
      [
        { file: 'attune.yaml', of: '  dropout:', to: '  width: { values: [32, 64] }\n  dropout:' },
        { file: 'attune.yaml', of: 'dropout: 0 }', to: 'dropout: 0, width: 32 }' },
      ],
      'width (added)',
    ),
    afterRun(
      'a removed hyperparameter after the round ran',
      [
        { file: 'attune.yaml', of: '  dropout: { range: [0, 0.5] }\n', to: '' },
        { file: 'attune.yaml', of: ', dropout: 0 }', to: ' }' },
      ],
      'dropout (removed)',
    ),
    afterRun(
      'another length of training after the round ran',
      [{ file: 'attune.yaml', of: 'max_steps: 4', to: 'max_steps: 8' }],
      'max_steps (4 → 8)',
    ),
    afterRun(
      'another objective after the round ran',
      [{ file: 'attune.yaml', of: 'metric: valid/loss', to: 'metric: valid/error' }],
      'metric (valid/loss → valid/error)',
    ),
    {
      did: 'another baseline after the round ran',
      afterRun: true,
      edits: [{ file: 'attune.yaml', of: 'lr: 0.01,', to: 'lr: 0.1,' }],
      command: ['run', '1'],
      status: 0,
      answer: {
        kind: 'told',
        text: 'round 1 keeps the baseline that it was frozen with (lr 0.01, now 0.1), so that its trials stay comparable; the one in attune.yaml counts from the next round on',
      },
    },
    afterRun(
      'a space without the value of the baseline that the round ran with',
      [{ file: 'attune.yaml', of: 'values: [32, 64, 128]', to: 'values: [128, 256]' }],
      'values of batch-size ([32, 64, 128] → [128, 256])',
    ),
    {
      did: 'a space without the branch of the baseline',
      edits: [
        {
          file: 'attune.yaml',
          of: '      adam: { beta1: { range: [0.8, 0.99], scale: reverse-log } }\n',
          to: '      sgd:\n',
        },
      ],
      command: ['round', 'plan'],
      status: 2,
      answer: {
        kind: 'refused',
        text: `error: attune.yaml has 2 mistakes
  attune.yaml:14:39  baseline.optimizer: "adam" is none of the values of optimizer: write one of "sgd", "momentum"
  attune.yaml:14:56  baseline.beta1: there is no hyperparameter beta1: write one of lr, batch-size, optimizer, optimizer=momentum/momentum, dropout`,
      },
    },
    {
      did: 'a range that leaves the baseline out',
      edits: [{ file: 'attune.yaml', of: 'range: [1e-3, 1]', to: 'range: [0.1, 1]' }],
      command: ['round', 'plan'],
      status: 0,
      answer: {
        kind: 'told',
        text: 'advice: the baseline’s lr, 0.01, lies outside what the round searches\n  why: the search cannot come back to the baseline, so that doing worse than it may be the fault of\n  the range\n  instead: widen the range of lr under ranges so that it holds 0.01, unless that is meant',
      },
    },
    {
      did: 'a round beside one that is paused',
      afterRun: true,
      situation: '`attune run 2` while round 1 is paused',
      files: { 'rounds/02-second.yaml': nextRound },
      spoil: (folder) => standing(folder, 'paused'),
      command: ['run', '2'],
      status: 0,
      answer: {
        kind: 'told',
        text: 'round 1 is paused with 5 of 5 trials ended, and waits meanwhile: `attune run 1` goes on with it afterwards',
      },
    },
    {
      did: 'a round beside one that was interrupted',
      afterRun: true,
      situation: '`attune run 2` after the process that ran round 1 was killed',
      files: { 'rounds/02-second.yaml': nextRound },
      spoil: (folder) => standing(folder, 'running'),
      command: ['run', '2'],
      status: 0,
      answer: {
        kind: 'told',
        text: 'round 1 was interrupted with 5 of 5 trials ended, and waits meanwhile: `attune run 1` goes on with it afterwards',
      },
    },
    {
      did: 'a budget too small to tune anything',
      edits: [{ file: round, of: 'trials: 4', to: 'trials: 6' }],
      command: ['round', 'plan'],
      status: 0,
      answer: {
        kind: 'told',
        text: 'warning: 3 trials to tune lr, batch-size, optimizer=adam/beta1, dropout in optimizer=adam\n  why: fewer than 5 points leave more than a quarter of a range between neighbours: that is a guess,\n  not tuning\n  instead: allow 10 trials, or compare fewer values',
      },
    },
    {
      did: 'a budget too small to tune anything, and run all the same',
      edits: [{ file: round, of: 'trials: 4', to: 'trials: 2' }],
      command: ['run', '--dry-run'],
      status: 0,
      answer: {
        kind: 'told',
        text: 'warning: 1 trial to tune lr, batch-size, optimizer=adam/beta1, dropout in optimizer=adam; instead: allow 10 trials, or compare fewer values',
      },
    },
    {
      did: 'nothing is left to run',
      afterRun: true,
      situation: '`attune run` when all rounds are completed',
      command: ['run'],
      status: 3,
      answer: {
        kind: 'refused',
        text: 'error: every round file has run: write the next one, such as rounds/02-….yaml (for a larger budget of a round that ran, or its failed trials again, name it: `attune run 1`, `attune run 1 --retry-failed`)',
      },
    },
  ],
};
