/** A round with what each trial's curves show: trial by trial while it is read, when they are whole. */
import { diagnosisOf, type Diagnoses, type RoundRecord, type TrialRecord } from '@attune/core/insight';
import type { RoundRow, Store } from '../store/index.ts';
import { readRoundRecord } from './round-record.ts';

/** What diagnoses depend on beside a trial's curves. */
export type DiagnosedBy = Pick<RoundRecord, 'number' | 'objective' | 'maxSteps' | 'references'>;

/** How the trials of a round are diagnosed, for a caller that keeps what it knows of them. */
export type Diagnostician = (round: DiagnosedBy) => (trial: TrialRecord) => NonNullable<ReturnType<Diagnoses['get']>>;

export interface DiagnosedRound {
  readonly record: RoundRecord;
  readonly diagnoses: Diagnoses;
}

export async function readDiagnosedRound(
  store: Store,
  round: RoundRow,
  diagnostician: Diagnostician = afresh,
): Promise<DiagnosedRound> {
  const { number, resolved } = round;
  const { objective, references, train } = resolved.project;
  const diagnosed = diagnostician({ number, objective, references, maxSteps: train.maxSteps });
  const diagnoses = new Map<number, ReturnType<typeof diagnosed>>();
  const record = await readRoundRecord(store, round, (trial) => diagnoses.set(trial.id, diagnosed(trial)));
  return { record, diagnoses };
}

const afresh: Diagnostician = (round) => (trial) => diagnosisOf(round, trial);
