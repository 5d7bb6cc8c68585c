export { localRunner, localRunnerTexts } from './local.ts';
export { alive, ownProcess, parseProcessId, type ProcessId } from './process.ts';
export type { Job, JobState, Runner, StartedJob } from './runner.ts';
