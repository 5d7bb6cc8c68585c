import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { systemClock } from '../../engine/index.ts';
import { notebookView } from './notebook-view.ts';
import { note } from '../log/note.ts';
import type { Context } from '../operation.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let project: QuickProject;
let context: Context;

beforeEach(() => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 2 }\n' });
  context = {
    directory: project.directory,
    clock: systemClock,
    environment: process.env,
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
  };
});

afterEach(() => project.remove());

describe('the notebook without analyses', () => {
  it('is empty before anything has run', async () => {
    expect(await notebookView.run(context, {})).toMatchObject({ schema: 'notebook/1', entries: [] });
  });

  it('has launches and notes of all times, and no rounds', async () => {
    await project.document('run', '1');
    await note.run(context, { text: 'odd', trial: 1 });
    const { entries } = await notebookView.run(context, {});
    expect(entries.map(({ kind }) => kind)).toEqual(['launch', 'note']);
    expect(entries[1]).toMatchObject({ subject: 'trial 1', text: 'odd' });
  });
});
