export {
  endAttempt,
  exitOf,
  infeasibleBecause,
  isAskedToStop,
  noteHeard,
  noteInfeasible,
  seesAttempt,
} from './asked-files.ts';
export { attemptNamedIn, isAttemptToken, newAttemptToken } from './attempt-token.ts';
export { askedRunner, eitherRunner, holderOf, isAskers, newHandle } from './asked.ts';
export { localRunner, localRunnerTexts } from './local.ts';
export { alive, ownProcess, parseProcessId, type ProcessId } from './process.ts';
export type { Job, JobState, Runner, StartedJob } from './runner.ts';
