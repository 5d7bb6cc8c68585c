import { expect, it } from 'vitest';
import { jobWords, waitingJobs, type Job } from './job-words.ts';

const job = (kind: Job['kind'], subject: string, more: Partial<Job> = {}): Job => ({
  ...{ job: 1, kind, subject, why: null, actor: null, trial: null, trials: null },
  ...{ time: '', state: 'waiting' as const, ...more },
});
const drive = (why: Job['why'], more: Partial<Job> = {}) => job('drive-round', 'round 2', { why, ...more });

it('says what a round is to do', () => {
  expect(jobWords(drive('start'))).toBe('run round 2');
  expect(jobWords(drive('continue'))).toBe('go on with round 2');
  expect(jobWords(drive('extend', { trials: '+4' }))).toBe('4 more trials of round 2');
  expect(jobWords(drive('extend', { trials: '+1' }))).toBe('1 more trial of round 2');
  expect(jobWords(drive('extend', { trials: '52' }))).toBe('round 2 up to 52 trials');
  expect(jobWords(drive('retry', { trial: 55 }))).toBe('try trial 55 again');
  expect(jobWords(job('stop-trial', 'trial 55', { trial: 55 }))).toBe('stop trial 55');
});

it('tells another try once, and nothing that has begun', () => {
  const jobs = [
    job('retry-trial', 'trial 55', { trial: 55 }),
    drive('retry', { trial: 55 }),
    drive('retry', { trial: 56 }),
    drive('start', { state: 'running' }),
  ];
  expect(waitingJobs(jobs).map(jobWords)).toEqual(['try trial 55 again', 'try trial 56 again']);
});
