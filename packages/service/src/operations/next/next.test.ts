import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import Value from 'typebox/value';
import { systemClock } from '../../engine/index.ts';
import { readProject, readRound } from '../../project/index.ts';
import { nextCommand } from '../../cli/commands/next.ts';
import { testHost } from '../../cli/testing/host.ts';
import { readHistory } from './history.ts';
import { next } from './next.ts';
import { perform } from '../operation-input.ts';
import type { Context } from '../operation.ts';
import { run } from '../run/run.ts';
import { openWorkspace, withStore } from '../workspace.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let directory = '';

const project = `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: 8 }
hyperparameters:
  lr: { range: [1e-4, 1e-1], scale: log }
  wd: { range: [1e-6, 1e-2], scale: log }
baseline: { lr: 0.01, wd: 1e-4 }
resources: { slots: 2 }
`;

/** A bowl whose optimum lies beyond the upper edge of lr. */
const training = `for word; do case $word in --lr=*) lr=\${word#--lr=} ;; --wd=*) wd=\${word#--wd=} ;; esac; done
awk -v lr="$lr" -v wd="$wd" -v seed="$ATTUNE_SEED" 'BEGIN {
  a = log(lr) / log(10) + 0.5; b = log(wd) / log(10) + 4
  for (s = 1; s <= 8; s++)
    printf "{\\"step\\": %d, \\"valid/loss\\": %.8f}\\n", s, 0.2 + 0.1 * a * a + 0.02 * b * b + (seed % 97) / 1e4 + 2 * exp(-s)
}' >> "$ATTUNE_DIR/metrics.jsonl"
`;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'attune-next-'));
  mkdirSync(join(directory, 'rounds'));
  writeFileSync(join(directory, 'attune.yaml'), project);
  writeFileSync(join(directory, 'train.sh'), training);
  writeFileSync(join(directory, 'rounds', '01-first.yaml'), 'attune: 1\ngoal: maximize\nbudget: { trials: 16 }\n');
  await expect(perform(next, context(), {})).rejects.toThrow('nothing has run here yet');
  await perform(run, context(), {});
});

afterAll(() => rmSync(directory, { recursive: true }));

function context(): Context {
  return {
    directory,
    clock: systemClock,
    environment: process.env,
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
  };
}

describe('next', () => {
  it('proposes from what the store holds, and writes nothing unasked', async () => {
    const result = await perform(next, context(), {});
    expect(Value.Check(next.result, result)).toBe(true);
    expect(result).toMatchObject({ schema: 'next/1', round: 2, written: null });
    const [best] = result.proposals;
    expect(best?.headline).toContain('a wider range of lr');
    expect(best?.reasons.join('\n')).toContain('the best trials crowded that end of it (round 1, boundary');
    // Which finding asked for it, and how many runs it means in all.
    expect(best?.findings).toContainEqual({
      round: 1,
      code: 'boundary',
      headline: expect.stringContaining('lr') as string,
    });
    expect(best?.baselineTrials).toBe(1);
    expect(readdirSync(join(directory, 'rounds'))).toEqual(['01-first.yaml']);
  });

  it('prints each with its reasons, and how to write one', async () => {
    const result = await perform(next, context(), {});
    const { host, out } = testHost();
    nextCommand.print(result, host.terminal);
    expect(out()).toContain('\n1. go on searching with');
    expect(out()).toContain('   - lr up to 1, from 0.1: the best trials crowded that end of it');
    expect(out()).toContain('attune next --write 1 writes the first of them\n');
  });

  it('refuses a proposal that there is not', async () => {
    await expect(perform(next, context(), { write: 9 })).rejects.toThrow(/there is no proposal 9: there (is|are) \d/);
  });

  it('writes the chosen one as a file that can be run, and never a second before it has', async () => {
    const result = await perform(next, context(), { write: 1 });
    expect(result.written).toBe('rounds/02-wider.yaml');
    const path = join(directory, 'rounds', '02-wider.yaml');
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(result.proposals[0]?.text);
    const round = readRound(path, readProject(join(directory, 'attune.yaml')).project);
    expect(round.ranges).toContainEqual({ kind: 'range', hyperparameter: 'lr', range: [expect.any(Number), 1] });
    await expect(perform(next, context(), { write: 1 })).rejects.toThrow('rounds/02-wider.yaml has not run yet');
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(existsSync(join(directory, 'rounds', '03-wider.yaml'))).toBe(false);
  });

  it('knows with how many trials a round was planned, whatever it was given later, and takes those that are asked for', async () => {
    rmSync(join(directory, 'rounds', '02-wider.yaml'), { force: true });
    await perform(run, context(), { round: '1', trials: '+4' });
    const workspace = openWorkspace(context());
    const { rounds } = await withStore(workspace, (store) => readHistory(store, workspace.project));
    expect(rounds.map(({ planned }) => planned)).toEqual([16]);
    const { proposals } = await perform(next, context(), { trials: 30 });
    expect(proposals.find(({ kind }) => kind === 'search')?.trials).toBe(30);
  });

  it('asks in a terminal, and writes what is chosen there', async () => {
    rmSync(join(directory, 'rounds', '02-wider.yaml'), { force: true });
    const asked: string[] = [];
    const unused = (): never => {
      throw new Error('next asks for one choice only');
    };
    const asker = {
      begin: unused,
      end: unused,
      tell: unused,
      line: unused,
      text: unused,
      confirm: unused,
      several: unused,
      select: <V extends string>(question: string, choices: readonly { readonly value: V }[]): Promise<V> => {
        asked.push(question);
        const [first] = choices;
        return first === undefined ? unused() : Promise.resolve(first.value);
      },
    };
    const { host } = testHost({ asker, screen: 80 });
    const input = await nextCommand.input?.({}, context(), host.terminal);
    expect(asked).toEqual(['Which one to write?']);
    expect(input).toEqual({ write: 1 });
    expect(await nextCommand.input?.({ write: 2 }, context(), host.terminal)).toEqual({ write: 2 });
  });
});
