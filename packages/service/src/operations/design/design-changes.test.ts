import { resolveRound, type RoundFile } from '@attune/core/design';
import { describe, expect, it } from 'vitest';
import { parseProject, parseRound, parseYaml } from '../../project/index.ts';
import { designChanges } from './design-changes.ts';

const projectFile = `attune: 1
name: p
objective: { metric: valid/loss, direction: minimize }
train: { command: "x \${args}", max_steps: 30 }
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
  width: { values: [64, 128] }
  optimizer:
    choices:
      sgd:
      adam: { beta1: { range: [0.8, 0.99] } }
baseline: { lr: 0.1, width: 64, optimizer: adam, beta1: 0.9 }
`;
const roundFile = `attune: 1
goal: compare
question: Which?
scientific: [optimizer]
fixed: { width: 64 }
budget: { trials: 8 }
`;

function resolved(edits: readonly (readonly [of: string, to: string])[] = []) {
  const edited = (text: string): string => edits.reduce((all, [of, to]) => all.replace(of, () => to), text);
  const { project } = parseProject(parseYaml(edited(projectFile), 'attune.yaml'), 'p');
  const file: RoundFile = parseRound(parseYaml(edited(roundFile), '01.yaml'), '01', project);
  return resolveRound(project, file, 1);
}

describe('what changed in a frozen round', () => {
  it.each<[what: string, edits: readonly (readonly [string, string])[], expected: readonly string[]]>([
    ['nothing', [], []],
    [
      'a budget, notes and the command',
      [
        ['trials: 8', 'trials: 9'],
        ['"x ', '"y '],
      ],
      [],
    ],
    ['a range', [['[1e-3, 1]', '[1e-2, 1]']], ['range of lr ([0.001, 1] → [0.01, 1])']],
    [
      'a range for this round, and its scale',
      [
        [', scale: log', ''],
        ['fixed', 'ranges: { lr: [0.1, 1] }\nfixed'],
      ],
      ['range of lr ([0.001, 1] → [0.1, 1])', 'scale of lr (log → none)'],
    ],
    ['a fixed value', [['{ width: 64 }', '{ width: 128 }']], ['fixed value of width (64 → 128)']],
    ['a role', [['{ width: 64 }', '{ width: 64, lr: 0.1 }']], ['role of lr (nuisance → fixed)']],
    ['the baseline', [['lr: 0.1', 'lr: 0.2']], ['baseline of lr (0.1 → 0.2)']],
    ['an objective', [['valid/loss', 'valid/error']], ['metric (valid/loss → valid/error)']],
    [
      'the length',
      [['max_steps: 30', 'max_steps: 60, step: epoch, eval_every: 2']],
      ['max_steps (30 → 60)', 'step (step → epoch)', 'eval_every (none → 2)'],
    ],
    ['the question', [['Which?', 'Which one?']], ['question ("Which?" → "Which one?")']],
    ['the search', [['budget', 'search: sobol\nbudget']], ['search (halton → sobol)']],
    [
      'a hyperparameter more',
      [
        ['width: {', 'depth: { values: [1, 2] }\n  width: {'],
        ['width: 64, opt', 'width: 64, depth: 1, opt'],
      ],
      ['depth (added)'],
    ],
    [
      'a branch more',
      [['sgd:\n', 'sgd:\n      lion:\n']],
      ['studies (optimizer=sgd; optimizer=adam → optimizer=sgd; optimizer=lion; optimizer=adam)'],
    ],
  ])('%s', (_, edits, expected) => {
    expect(designChanges(resolved(), resolved(edits)).map(({ text }) => text)).toEqual(expected);
  });

  it('a seed', () => {
    const before = resolved();
    const changes = designChanges(before, { ...before, seed: before.seed + 1 });
    expect(changes.map(({ text }) => text)).toEqual([`seed (${before.seed} → ${before.seed + 1})`]);
  });
});
