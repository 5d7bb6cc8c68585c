export { endAttempt, exitOf, isAskedToStop, noteHeard } from './asked-files.ts';
export { askedRunner, eitherRunner, holderOf, isAskers, newHandle } from './asked.ts';
export { localRunner, localRunnerTexts } from './local.ts';
export { alive, ownProcess, parseProcessId, type ProcessId } from './process.ts';
export type { Job, JobState, Runner, StartedJob } from './runner.ts';
