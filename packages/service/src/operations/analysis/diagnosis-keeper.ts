/** Diagnoses of trials that have not changed since they were last made: most of what an analysis of a running round costs. */
import { diagnosisOf, type TrialRecord } from '@attune/core/insight';
import type { DiagnosedBy, Diagnostician } from '../../history/index.ts';

/** Of one project; holds what it told of the latest record of each round and objective. */
export function diagnosisKeeper(): Diagnostician {
  const kept = new Map<string, ReadonlyMap<number, KeptTrial>>();
  return (round) => {
    const name = judgedAs(round);
    const earlier = kept.get(name);
    const now = new Map<number, KeptTrial>();
    kept.set(name, now);
    return (trial) => {
      const length = lengthOf(trial);
      const known = earlier?.get(trial.id);
      const fresh = known?.length === length ? known : { length, diagnoses: diagnosisOf(round, trial) };
      now.set(trial.id, fresh);
      return fresh.diagnoses;
    };
  };
}

interface KeptTrial {
  readonly length: string;
  readonly diagnoses: ReturnType<typeof diagnosisOf>;
}

/** Everything but the curves that diagnoses depend on. */
function judgedAs({ number, objective, maxSteps, references }: DiagnosedBy): string {
  return JSON.stringify([number, objective.metric, objective.direction, maxSteps, references['chance'] ?? null]);
}

/** Curves only grow, or are done over by another attempt from an earlier step on. */
function lengthOf({ curves }: TrialRecord): string {
  return curves
    .map(({ metric, steps, values }) => `${metric}:${steps.length}:${String(steps.at(-1))}:${String(values.at(-1))}`)
    .join(' ');
}
