/** A small project for tests: one learning rate, judged by its validation loss. */
import type { Project, ResolvedRound } from '@attune/core/study';
import { resolveRound, type RoundFile } from '@attune/core/design';
import { parseSpace } from '@attune/core/space';

export function sampleProject(changes: Partial<Project> = {}): Project {
  return {
    name: 'sample',
    objective: { metric: 'valid/loss', direction: 'minimize' },
    train: { command: 'train ${args}', maxSteps: 100, stepUnit: 'step', graceSeconds: 10 },
    metrics: { from: 'file', rename: {} },
    space: parseSpace({ lr: { range: [1e-4, 1], scale: 'log' } }).space,
    baseline: { lr: 0.1 },
    inactive: {},
    examples: {},
    references: {},
    resources: { slots: 2, gpusPerTrial: 0 },
    ...changes,
  };
}

export function sampleRound(project: Project, changes: Partial<RoundFile> = {}): ResolvedRound {
  return resolveRound(
    project,
    {
      name: '01-first',
      goal: 'maximize',
      question: '',
      scientific: [],
      fixed: [],
      nuisance: 'rest',
      ranges: [],
      search: { kind: 'halton' },
      trials: 4,
      baselineSeeds: 0,
      notes: '',
      ...changes,
    },
    1,
  );
}
