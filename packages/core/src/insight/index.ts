export type { Action, Finding, Severity } from './finding.ts';
export type { RoundRecord, StudyRecord, TrialRecord } from './record.ts';
