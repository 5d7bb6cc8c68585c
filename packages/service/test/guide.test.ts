/** `attune` alone, wherever a project stands. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quickProject, type QuickProject } from './quick-project.ts';

let project: QuickProject;

const roundText = 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\n';

beforeEach(() => {
  project = quickProject({ '01-first.yaml': roundText });
});

afterEach(() => project.remove());

const commands = async () => {
  const { status, out } = await project.attune();
  expect(status).toBe(0);
  return [...out.matchAll(/^ {2}(attune \S.*?)(?: {2}.*)?$/gm)].map(([, command]) => command);
};

it('says what comes next', async () => {
  expect(await commands()).toContain('attune check');
  await project.document('run', '1');
  const [read, compare, next] = await commands();
  expect([read, next]).toEqual(['attune report 1', 'attune next']);
  expect(compare).toMatch(/^attune compare \d+$/);
  project.write('rounds/02-second.yaml', roundText);
  expect((await commands()).slice(-2)).toEqual(['attune round plan 2', 'attune run 2']);

  await project.document('compare', 'lr=0.1', '--seeds-max', '3');
  const after = await commands();
  expect(after[0]).toBe('attune report 3');
  expect(after).not.toContain(compare);
  expect(after.slice(-2)).toEqual(['attune round plan 2', 'attune run 2']);
});
