/** What is said of a design before it runs, as documents show it. */
import Type, { type Static } from 'typebox';
import { adviceOn, scopeOf, sharesOf, type Advice, type Known } from '@attune/core/design';
import type { DesignedRound } from './freeze.ts';
import type { Workspace } from '../workspace.ts';

export const adviceSchema = Type.Object({
  code: Type.String({ description: 'The rule that gives it.' }),
  severity: Type.Enum(['warning', 'advice', 'note']),
  hyperparameters: Type.Array(Type.String()),
  problem: Type.String(),
  reason: Type.String(),
  remedy: Type.String(),
  details: Type.Array(Type.String()),
});

export const designSchema = Type.Object({
  covers: Type.Array(Type.String(), { description: 'What the conclusion will say.' }),
  excludes: Type.Array(Type.String(), { description: 'What it will not.' }),
  parts: Type.Array(
    Type.Object({
      study: Type.String(),
      branches: Type.Record(Type.String(), Type.String()),
      trials: Type.Number({ description: 'For each scientific value.' }),
      nuisance: Type.Array(Type.String()),
    }),
    { description: 'The parts among which trials are shared, with what each has to tune.' },
  ),
  advice: Type.Array(adviceSchema),
});

export type DesignDocument = Static<typeof designSchema>;

export function designDocument(workspace: Workspace, designed: DesignedRound, known: Known): DesignDocument {
  const { project } = workspace;
  const { file, name, resolved } = designed;
  const { covers, excludes } = scopeOf(project, file, name.number);
  const searches = resolved.studies.filter(({ purpose }) => purpose === 'search');
  return {
    covers: covers.map(({ text }) => text),
    excludes: excludes.map(({ text }) => text),
    parts: searches
      .flatMap((study) => sharesOf(study, resolved.roles))
      .map(({ study, labels, trials, nuisance }) => ({
        study,
        branches: { ...labels },
        trials,
        nuisance: nuisance.map(({ id }) => id),
      })),
    advice: adviceOn(project, file, { number: name.number, known }).map(adviceDocument),
  };
}

export function adviceDocument(advice: Advice): Static<typeof adviceSchema> {
  const { code, severity, hyperparameters, problem, reason, remedy, details } = advice;
  return {
    code,
    severity,
    hyperparameters: [...hyperparameters],
    problem: problem.text,
    reason: reason.text,
    remedy: remedy.text,
    details: details.map(({ text }) => text),
  };
}
