/** Kills with SIGKILL what takes part in a round, at random moments, and starts the engine again each time it is gone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import type { Stream } from '@attune/core/numeric';
import { until } from '../../src/testing/until.ts';
import { attemptProcesses, type AttemptProcess } from './attempt-processes.ts';
import type { World } from './world.ts';

/** `engine`; a trial's `program`; its `launcher`, which the program outlives; or both with all that they started. */
export const targets = ['engine', 'program', 'launcher', 'group'] as const;
export type Target = (typeof targets)[number];

export type Kills = Record<Target, number>;

/**
 * How often one trial may be hit so that its story still has it completed: the third crash of a trial is its last, and so
 * is the fifth time in a row that it is lost before it has come to a new checkpoint (`engine/retry.ts`). One loss is left
 * to engines that are killed before they have started the process, which a slow machine makes likelier.
 */
const bearable = { program: 2, lost: 2 };

/** Longest pause before a kill, milliseconds. */
const longestPause = 500;

/** Share of the kills that come only once the engine is at work, and not perhaps while it comes up. */
const patientShare = 0.7;

/** An engine that ended: its exit status, null where it was killed. */
interface Engine {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  over: boolean;
  readonly words: string[];
}

/**
 * Drives round 1 to its end through `kills` kills; returns how many of each kind there were. Its last trial waits for the last
 * kill, so that however fast the trials are and however slow the killer, all of them hit the round.
 */
export async function runWhileKilling(world: World, kills: number, random: Stream): Promise<Kills> {
  const done: Kills = { engine: 0, program: 0, launcher: 0, group: 0 };
  const hits = new Map<string, { program: number; lost: number }>();
  const held = join(world.root, 'held');
  await writeFile(held, '');
  const last = (await world.store.read('trial')).length;
  const start = () => startEngine(world, { environment: { HELD: held, HELD_TRIAL: String(last) } });
  let engine = start();
  const left = () => kills - targets.reduce((sum, target) => sum + done[target], 0);

  for (;;) {
    if (left() <= 0) {
      await rm(held, { force: true });
      await engine.exit;
    } else if (random.uniform() < patientShare) await untilAtWork(world, engine);
    await Promise.race([pass(longestPause * random.uniform() ** 2), engine.exit]);
    expectOneAttemptEach(world.root);
    if (engine.over) {
      const status = await engine.exit;
      if (status === 0) return done;
      // 3: three trials in a row died at once, as they do when they are killed; the user is to run again.
      if (status !== null && status !== 3) throw new Error(`engine ended with ${status}: ${engine.words.join('')}`);
      engine = start();
    }
    if (left() <= 0) continue;
    const target = targets[random.integer(targets.length)] ?? 'engine';
    if (target === 'engine') {
      if (engine.child.kill('SIGKILL')) done.engine++;
      await engine.exit;
      // Sometimes trials go on, or are hit, while there is no engine.
      if (random.uniform() < 0.5) engine = start();
    } else if (killAttempt(world.root, target, hits, random)) {
      done[target]++;
    }
  }
}

/** Starts `engine-process.ts`; `dies` as there, `environment` beside this process's own. */
export function startEngine(
  { file, root }: Pick<World, 'file' | 'root'>,
  { dies, environment }: { readonly dies?: string; readonly environment?: Readonly<Record<string, string>> } = {},
): Engine {
  const program = join(import.meta.dirname, 'engine-process.ts');
  const argv = [program, file, root, ...(dies === undefined ? [] : [dies])];
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'pipe'], env });
  const words: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  const exit = once(child, 'exit').then(([code]) => {
    engine.over = true;
    return typeof code === 'number' ? code : null;
  });
  const engine: Engine = { child, exit, over: false, words };
  return engine;
}

/** The engine holds the lease, or has ended. */
async function untilAtWork({ store }: World, engine: Engine): Promise<void> {
  await until(async () => {
    const holder = (await store.lease({ do: 'read' }))?.holder;
    return engine.over || holder?.split(' ')[1] === String(engine.child.pid) || undefined;
  });
}

function killAttempt(
  root: string,
  target: Exclude<Target, 'engine'>,
  hits: Map<string, { program: number; lost: number }>,
  random: Stream,
): boolean {
  const processes = attemptProcesses(root);
  const kind = target === 'program' ? 'program' : 'lost';
  const candidates = processes.filter((one) => {
    const hit = hits.get(dirname(one.directory))?.[kind] ?? 0;
    return hit < bearable[kind] && (target === 'program' ? isProgram(one, processes) : isLauncher(one));
  });
  const victim = candidates[random.integer(Math.max(1, candidates.length))];
  if (victim === undefined) return false;
  try {
    process.kill(target === 'group' ? -victim.pid : victim.pid, 'SIGKILL');
  } catch {
    // It ended by itself just now.
    return false;
  }
  const trial = dirname(victim.directory);
  const before = hits.get(trial) ?? { program: 0, lost: 0 };
  hits.set(trial, { ...before, [kind]: before[kind] + 1 });
  return true;
}

function isLauncher({ pid, group }: AttemptProcess): boolean {
  return pid === group;
}

function isProgram({ parent, group }: AttemptProcess, all: readonly AttemptProcess[]): boolean {
  return parent === group && all.some(({ pid }) => pid === parent);
}

/** No trial is ever trained by two attempts at the same time. */
function expectOneAttemptEach(root: string): void {
  const seen = attemptProcesses(root);
  const rivals = rivalsAmong(seen);
  // Processes come and go while they are listed: only what is there a second time was there all the while.
  const proven = rivals.length === 0 ? [] : rivalsAmong(attemptProcesses(root, rivals));
  if (proven.length > 0)
    throw new Error(`two attempts at once: ${proven.map(({ directory }) => directory).join(', ')}`);
}

function rivalsAmong(processes: readonly AttemptProcess[]): readonly AttemptProcess[] {
  const trials = Map.groupBy(processes, ({ directory }) => dirname(directory));
  return [...trials.values()].filter((own) => new Set(own.map(({ directory }) => directory)).size > 1).flat();
}
