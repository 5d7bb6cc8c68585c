/** A round with all that advice looks at: its project, what the file asks, what it comes to, and what is known already. */
import {
  find,
  flatten,
  isOptimizerName,
  offBeside,
  onlyValue,
  type Condition,
  type Hyperparameter,
  type Identity,
  type OptimizerName,
  type Space,
} from '../space/index.ts';
import type { Project, ResolvedRound, Role } from '../study/index.ts';
import type { Known } from './known.ts';
import type { RoundFile } from './round-file.ts';
import { roundSpace } from './round-space.ts';

export interface Subject {
  /** As the round trains it. */
  readonly project: Project;
  readonly file: RoundFile;
  readonly round: ResolvedRound;
  /** The round's number, from 1. */
  readonly number: number;
  readonly known: Known;
  /** The space of the round as a whole, scientific values included. */
  readonly space: Space;
  /** Every hyperparameter that is left in it, in the order of the file. */
  readonly placed: readonly Placed[];
}

export interface SubjectContext {
  /** The round's number, from 1: the first one measures the noise floor. */
  readonly number: number;
  readonly known: Known;
}

export interface Placed {
  readonly hyperparameter: Hyperparameter;
  readonly id: Identity;
  readonly role: Role;
  readonly conditions: readonly Condition[];
  /** The optimiser in whose branch it lives, where that is known. */
  readonly optimizer?: OptimizerName;
  /** Whether the project itself gives it only one value. */
  readonly constant: boolean;
}

/** Throws `invalid` where the file cannot be resolved against the project. */
export function subjectOf(
  project: Project,
  file: RoundFile,
  round: ResolvedRound,
  { number, known }: SubjectContext,
): Subject {
  const { space, roles } = roundSpace(project, file);
  const placed = flatten(space).map(({ hyperparameter, conditions }): Placed => {
    const name = optimizerOf(space, conditions);
    const own = find(project.space, hyperparameter.id).find(({ id }) => id === hyperparameter.id);
    return {
      hyperparameter,
      id: hyperparameter.id,
      role: roles[hyperparameter.id] ?? 'nuisance',
      conditions,
      ...(name === undefined ? {} : { optimizer: name }),
      constant: own === undefined || !varies(own),
    };
  });
  return { project: round.project, file, round, number, known, space, placed };
}

/** The hyperparameters of one role. */
export function having(subject: Subject, role: Role): readonly Placed[] {
  return subject.placed.filter((one) => one.role === role);
}

/** Whether it can take more than one value. */
export function varies(hyperparameter: Hyperparameter): boolean {
  return onlyValue(hyperparameter) === undefined || offBeside(hyperparameter);
}

/** The optimiser that the innermost branch names, by a choice that says it is one. */
export function optimizerOf(space: Space, conditions: readonly Condition[]): OptimizerName | undefined {
  for (const { id, label } of conditions.toReversed()) {
    const choice = find(space, id).find((one) => one.id === id);
    const name = label.toLowerCase();
    if (choice?.meaning === 'optimizer' && isOptimizerName(name)) return name;
  }
  return undefined;
}
