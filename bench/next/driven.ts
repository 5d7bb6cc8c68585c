/** A simulated project in which `next` alone decides: its first proposal is run, whatever it is, round after round. */
import { resolveRound, type RoundFile } from '@attune/core/design';
import { ask, type RoundRecord } from '@attune/core/insight';
import { proposeRounds, type PastRound } from '@attune/core/next';
import type { Configuration } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import { ran, type World } from './world.ts';

export interface Driven {
  /** After each round: the trial that looked best at the latest length, and how many trials there were, the baseline's in. */
  readonly rounds: readonly { readonly name: string; readonly regret: number; readonly trials: number }[];
  /** The ranges and the length of the last round. */
  readonly last: { readonly project: Project; readonly round: RoundFile };
  readonly saturated: boolean;
}

/** Relabelings of each question: fewer than the product's, for time. */
const permutations = 499;

export function driven(world: World, trials: number, mostRounds: number): Driven {
  const { project } = world;
  let round: RoundFile = {
    name: 'first',
    goal: 'maximize',
    question: '',
    scientific: [],
    fixed: [],
    nuisance: 'rest',
    ranges: [],
    search: { kind: 'halton' },
    trials,
    notes: '',
  };
  const past: PastRound[] = [];
  const records: RoundRecord[] = [];
  const rounds: { name: string; regret: number; trials: number }[] = [];
  let saturated = false;
  for (let number = 1; number <= mostRounds; number++) {
    const resolved = resolveRound(project, round, number);
    const record = ran(world, resolved, number, records);
    records.push(record);
    const insight = ask(record, { permutations });
    past.push({ number, name: round.name, resolved, insight });
    const { maxSteps } = resolved.project.train;
    const pick = pickOf(past, maxSteps);
    const count = records.reduce((sum, one) => sum + one.trials.length, 0);
    rounds.push({
      name: round.name,
      regret: pick === null ? 1 : regretOf(world, pick, maxSteps),
      trials: count,
    });
    const outlook = proposeRounds({ project, rounds: past, launches: [], comparisons: [] });
    if (number === mostRounds) break;
    const [first] = outlook.proposals;
    saturated = outlook.saturated !== null;
    if (first === undefined) break;
    round = first.round;
  }
  return { rounds, last: { project, round }, saturated };
}

/** 1 is the median of the first ranges at the first length. */
export function regretOf({ heightAt }: World, configuration: Configuration, maxSteps: number): number {
  return Math.min(1, heightAt(configuration, maxSteps));
}

/** What a user would take of the trials of this length: the best mean of what was run again, else the best trial. */
function pickOf(rounds: readonly PastRound[], maxSteps: number): Configuration | null {
  const runs = new Map<string, { readonly configuration: Configuration; readonly values: number[] }>();
  for (const { resolved, insight } of rounds) {
    if (resolved.project.train.maxSteps !== maxSteps) continue;
    for (const { record, outcome } of insight.view.ranked) {
      const key = JSON.stringify(record.configuration);
      const known = runs.get(key) ?? { configuration: record.configuration, values: [] };
      known.values.push(outcome.objective);
      runs.set(key, known);
    }
  }
  const all = [...runs.values()];
  const again = all.filter(({ values }) => values.length > 1);
  const [first, ...others] = (again.length > 0 ? again : all).map(({ configuration, values }) => {
    return { configuration, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
  });
  if (first === undefined) return null;
  return others.reduce((best, one) => (one.mean < best.mean ? one : best), first).configuration;
}
