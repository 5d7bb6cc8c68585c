import { expect, it } from 'vitest';
import { help } from '../help.ts';
import { testHost } from '../testing/host.ts';
import { bestCommand } from './best.ts';

const result = {
  schema: 'best/1',
  only: null,
  round: 1,
  trial: 4,
  metric: 'valid/loss',
  objective: 0.25,
  bestStep: 20,
  optimistic: 6,
  baseline: 0.3,
  configuration: { lr: 0.1 },
  params: { lr: 0.1 },
  command: 'python train.py --lr=0.1',
  checkpoint: null,
};

it('says where its command is to be run', () => {
  const { host, out } = testHost();
  bestCommand.print(result, host.terminal);
  expect(out()).toMatch(/\nto train it again, in the folder of attune\.yaml\n {2}python train\.py --lr=0\.1\n$/);
  expect(help('best', [bestCommand], host.terminal).replaceAll(/\s+/g, ' ')).toContain(
    'only the command that trains it, to be run in the folder of attune.yaml',
  );
});

it('prints the command alone for a script', () => {
  const { host, out } = testHost();
  bestCommand.print({ ...result, only: 'command' }, host.terminal);
  expect(out()).toBe('python train.py --lr=0.1\n');
});
