/** Which trials of one or more rounds are drawn, and which of them stand in front. */
import type { Direction } from '@attune/core/study';
import { mostInFront } from '../../curves/line-style.ts';
import type { DrawnTrial } from '../../curves/scene-of.ts';
import type { Choice } from './curves-search.ts';

/** A trial as the table of its round has it. */
export interface TableTrial {
  readonly trial: number;
  readonly baseline: boolean;
  readonly running: boolean;
  /** Whether it has begun: others have no curve. */
  readonly begun: boolean;
  readonly feasible: boolean;
  /** Best over training; null where there is none. */
  readonly objective: number | null;
}

export interface ChoiceOf {
  readonly which: Choice;
  /** How many of the best stand in front. */
  readonly best: number;
  readonly selected: ReadonlySet<number>;
  readonly withBaseline: boolean;
  readonly direction: Direction;
}

export interface Chosen {
  readonly trials: readonly DrawnTrial[];
  /** Trials that there are by this choice; more than are drawn where there are too many. */
  readonly available: number;
}

/** As many curves as one read of the server gives. */
export const mostDrawn = 200;

export function chooseTrials(all: readonly TableTrial[], choice: ChoiceOf): Chosen {
  const begun = all.filter((trial) => trial.begun);
  const ranked = byObjective(
    begun.filter(({ feasible, baseline }) => feasible && !baseline),
    choice.direction,
  );
  const best = ranked.slice(0, choice.best);
  const selected = begun.filter(({ trial }) => choice.selected.has(trial));
  const baseline = choice.withBaseline ? begun.filter((trial) => trial.baseline) : [];
  const front = unique(frontOf(begun, selected, best, choice)).slice(0, mostInFront);
  const wanted = unique([...front, ...baseline, ...behindOf(begun, selected, ranked, choice)]);
  return { trials: drawnOf(wanted.slice(0, mostDrawn), front), available: wanted.length };
}

/** Whether nothing of what was asked for has a curve: the baseline alone, which stands beside it, does not count. */
export function isEmpty(all: readonly TableTrial[], drawn: readonly DrawnTrial[], which: Choice): boolean {
  const asked = which === 'running' ? all.some(({ running, begun }) => running && begun) : true;
  return !asked || (which === 'selected' ? !drawn.some(({ role }) => role === 'front') : drawn.length === 0);
}

function frontOf(
  begun: readonly TableTrial[],
  selected: readonly TableTrial[],
  best: readonly TableTrial[],
  choice: ChoiceOf,
): readonly TableTrial[] {
  switch (choice.which) {
    case 'all':
    case 'best': {
      // Before trials have ended, those that run stand in.
      const running = begun.filter((trial) => trial.running && !trial.baseline);
      return [...selected, ...best, ...running.slice(0, Math.max(0, choice.best - best.length))];
    }
    case 'selected':
      return selected;
    case 'running':
      return begun.filter(({ running }) => running);
  }
}

/** The others, those that matter more first: only so many are drawn. */
function behindOf(
  begun: readonly TableTrial[],
  selected: readonly TableTrial[],
  ranked: readonly TableTrial[],
  { which }: ChoiceOf,
): readonly TableTrial[] {
  switch (which) {
    case 'all':
      return [
        ...begun.filter(({ running }) => running),
        ...spread(ranked),
        ...begun.filter(({ baseline }) => !baseline),
      ];
    case 'best':
      return [];
    case 'selected':
      return selected;
    case 'running':
      return begun.filter(({ running }) => running);
  }
}

/** Of many, an even choice over their ranks first: good and bad ones are seen. */
function spread(ranked: readonly TableTrial[]): readonly TableTrial[] {
  const every = Math.ceil(ranked.length / (mostDrawn / 2));
  return every <= 1 ? ranked : [...ranked.filter((_, index) => index % every === 0), ...ranked];
}

function drawnOf(trials: readonly TableTrial[], front: readonly TableTrial[]): readonly DrawnTrial[] {
  return trials.map((trial) => {
    const place = front.indexOf(trial);
    const role = place !== -1 ? 'front' : trial.baseline ? 'baseline' : 'behind';
    const { trial: number, running, feasible } = trial;
    return { trial: number, role, place: Math.max(0, place), running, feasible };
  });
}

function byObjective(trials: readonly TableTrial[], direction: Direction): readonly TableTrial[] {
  const sign = direction === 'minimize' ? 1 : -1;
  const worst = Infinity;
  const key = ({ objective }: TableTrial): number => (objective === null ? worst : sign * objective);
  return trials.filter(({ objective }) => objective !== null).toSorted((a, b) => key(a) - key(b) || a.trial - b.trial);
}

function unique(trials: readonly TableTrial[]): readonly TableTrial[] {
  return [...new Set(trials)];
}
