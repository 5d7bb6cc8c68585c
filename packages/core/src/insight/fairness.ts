/**
 * Was each scientific configuration tuned equally well (method D14, what a comparison has to say before it concludes)? Equal
 * budgets, and no best at an edge of its own range.
 */
import { extent } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { Action, Finding } from './finding.ts';
import type { Lead } from './evidence/lead.ts';
import type { Tuned } from './evidence/tuned.ts';

export const fairnessTexts = defineTexts('fairness', {
  edge: 'the best trials of {label} lie at the edge of its range of {hyperparameter} ({edge}): widen it before concluding',
  edgeAhead:
    'the best trials of {label} lie at the edge of its range of {hyperparameter} ({edge}): in a wider one it may lead by more',
  unequal: 'the budgets differ, from {least} to {most} trials: the larger had more chances to find a good one',
  widen: 'widen {hyperparameters} before concluding',
  widenAhead: 'widen {hyperparameters}: the lead may grow',
  even: 'give each configuration {trials} trials',
});

export interface Fairness {
  /** Where tuning was not equal; empty where it was. */
  readonly reasons: readonly Message[];
  /** Whether equal tuning could turn a decided lead: what held the leader itself back does not put it in doubt. */
  readonly doubtful: boolean;
  readonly remedy: Remedy | null;
}

export interface Remedy {
  readonly advice: Message;
  readonly action?: Action;
}

/** `edges` are the findings of `boundary` on the round. */
export function fairnessOf(tuned: readonly Tuned[], lead: Lead, edges: readonly Finding[]): Fairness {
  const { first } = lead;
  const decided = lead.outcome === 'decided';
  const at = ({ study, label }: Tuned): readonly Edge[] =>
    edges.filter(({ values }) => values['study'] === study.name).map((finding) => ({ label, finding }));
  const leading = at(first);
  const behind = tuned.filter(({ study }) => study.id !== first.study.id).flatMap(at);
  const [least, most] = extent(tuned.map(({ study }) => study.trials));
  // Shares of a budget that does not divide differ by one.
  const unequal = most - least > 1;
  const edgeText = decided ? fairnessTexts.edgeAhead : fairnessTexts.edge;
  return {
    reasons: [
      ...behind.map((edge) => fairnessTexts.edge(namesOf(edge))),
      ...leading.map((edge) => edgeText(namesOf(edge))),
      ...(unequal ? [fairnessTexts.unequal({ least, most })] : []),
    ],
    doubtful: decided && (behind.length > 0 || (unequal && first.study.trials > least + 1)),
    remedy: widening([...behind, ...leading], behind.length > 0 || !decided) ?? (unequal ? evening(most) : null),
  };
}

/** A finding of `boundary`, and the configuration in whose study it is. */
interface Edge {
  readonly label: string;
  readonly finding: Finding;
}

function namesOf({ label, finding: { values } }: Edge): Parameters<typeof fairnessTexts.edge>[0] {
  return { label, hyperparameter: values['hyperparameter'] ?? null, edge: values['edge'] ?? null };
}

function widening(edges: readonly Edge[], before: boolean): Remedy | null {
  const [edge] = edges;
  if (edge === undefined) return null;
  const names = [...new Set(edges.map(({ finding }) => String(finding.values['hyperparameter'])))].join(', ');
  const advice = before
    ? fairnessTexts.widen({ hyperparameters: names })
    : fairnessTexts.widenAhead({ hyperparameters: names });
  const { action } = edge.finding;
  return { advice, ...(action !== undefined && { action }) };
}

function evening(trials: number): Remedy {
  return { advice: fairnessTexts.even({ trials }) };
}
