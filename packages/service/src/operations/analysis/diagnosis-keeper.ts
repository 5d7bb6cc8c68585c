/** Diagnoses of trials that have not changed since they were last made: most of what an analysis of a running round costs. */
import { diagnosesOf, type Diagnoses, type RoundRecord, type TrialRecord } from '@attune/core/insight';

export type DiagnosisKeeper = (round: RoundRecord) => Diagnoses;

/** Of one project; holds what it told of the latest record of each round and objective. */
export function diagnosisKeeper(): DiagnosisKeeper {
  const kept = new Map<string, ReadonlyMap<number, KeptTrial>>();
  return (round) => {
    const name = judgedAs(round);
    const earlier = kept.get(name);
    const stale = round.trials.filter((trial) => earlier?.get(trial.id)?.length !== lengthOf(trial));
    const fresh = diagnosesOf({ ...round, trials: stale });
    const now = new Map(
      round.trials.map((trial) => {
        const diagnoses = fresh.get(trial.id) ?? earlier?.get(trial.id)?.diagnoses ?? [];
        return [trial.id, { length: lengthOf(trial), diagnoses }] as const;
      }),
    );
    kept.set(name, now);
    return new Map([...now].map(([trial, { diagnoses }]) => [trial, diagnoses]));
  };
}

interface KeptTrial {
  readonly length: string;
  readonly diagnoses: NonNullable<ReturnType<Diagnoses['get']>>;
}

/** Everything but the curves that diagnoses depend on. */
function judgedAs({ number, objective, maxSteps, references }: RoundRecord): string {
  return JSON.stringify([number, objective.metric, objective.direction, maxSteps, references['chance'] ?? null]);
}

/** Curves only grow, or are done over by another attempt from an earlier step on. */
function lengthOf({ curves }: TrialRecord): string {
  return curves
    .map(({ metric, steps, values }) => `${metric}:${steps.length}:${String(steps.at(-1))}:${String(values.at(-1))}`)
    .join(' ');
}
