import { describe, expect, it } from 'vitest';
import { attempts } from '../../testing/store-rows.ts';
import { checkCheckpoints } from './checkpoint-paths.ts';

const [row] = attempts;
if (row === undefined) throw new Error('no attempt');
const attempt = { ...row, directory: '/project/.attune/trials/0001/attempt-1' };

function named(path: string, scope: 'report' | 'admin' = 'report'): Promise<void> {
  const batch = {
    trial: attempt.trial,
    attempt: attempt.number,
    batch: 0,
    series: [],
    checkpoints: [{ step: 4, path }],
  };
  return checkCheckpoints([batch], { name: 'gpu-7', scope, token: true }, () => Promise.resolve([attempt]));
}

describe('a checkpoint that is announced', () => {
  it.each([
    'checkpoints/4',
    '4',
    './4',
    '..4',
    `${attempt.directory}/checkpoints/4`,
    `${attempt.directory}/../attempt-1/4`,
  ])('may lie in its attempt’s directory: %s', async (path) => {
    await expect(named(path)).resolves.toBeUndefined();
  });

  it.each([
    ['../attempt-2/4', 'leads upwards'],
    ['checkpoints/../../../0002/attempt-1/4', 'leads upwards'],
    ['..\\4', 'leads upwards'],
    ['/etc/passwd', 'is not in the attempt’s directory'],
    [`${attempt.directory}/../attempt-2/4`, 'is not in the attempt’s directory'],
    [`${attempt.directory}-2/4`, 'is not in the attempt’s directory'],
    ['4\n', 'control characters'],
    ['\u001b[2J', 'control characters'],
  ])('may lie nowhere else for whoever only reports: %j', async (path, words) => {
    await expect(named(path)).rejects.toThrow(words);
  });

  it('may lie anywhere for an admin, who chooses what runs anyway, but under a name that can be shown', async () => {
    await expect(named('/scratch/4', 'admin')).resolves.toBeUndefined();
    await expect(named('/scratch/\u0000', 'admin')).rejects.toThrow('control characters');
  });
});
