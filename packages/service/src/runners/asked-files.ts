/**
 * What stands in an attempt's directory instead of a process where another program, perhaps on another machine, runs the
 * attempt: its signs of life, what it told at its end, and what it is asked. Files, so that every server and engine that
 * shares the directory knows of them, whichever was killed in between. The engine makes the directory: a server that does
 * not see it must take nothing from programs, for the engine would never read it.
 */
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';

export const askedFilesTexts = defineTexts('asked-files', {
  unseen:
    'this server does not see {directory}, the folder of the one that drives the round: if it has just begun, ask again; else send to the server that drives, or share the project’s .attune folder',
});

/** The program's account of its attempt's end. */
export interface Told {
  readonly outcome: 'completed' | 'infeasible' | 'failed';
  /** Why the configuration cannot be trained, or what the failure was; may be empty. */
  readonly message: string;
}

const names = { heard: 'heard', stop: 'stop', exit: 'exit', infeasible: 'infeasible' } as const;

/** Makes the directory for who drives the round; others need it for all below. */
export async function openAttempt(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
}

/** Whether the directory is seen from here. */
export async function seesAttempt(directory: string): Promise<boolean> {
  return stat(directory).then(
    () => true,
    () => false,
  );
}

/** Notes that the program lives. Throws `unavailable` where the directory is missing. */
export async function noteHeard(directory: string, now: number): Promise<void> {
  const path = join(directory, names.heard);
  await utimes(path, now / 1000, now / 1000).catch(async (error: unknown) => {
    if (!isMissing(error)) throw error;
    await writeInto(directory, names.heard, '');
    await utimes(path, now / 1000, now / 1000);
  });
}

/** When the program was last heard of, in milliseconds UTC; null where it never was. */
export async function lastHeard(directory: string): Promise<number | null> {
  return stat(join(directory, names.heard)).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

/** Asks the program to end; it learns so from the next answer that it gets. */
export async function askToStop(directory: string): Promise<void> {
  await writeInto(directory, names.stop, '');
}

export async function isAskedToStop(directory: string): Promise<boolean> {
  return (await textOf(directory, names.stop)) !== undefined;
}

/**
 * Ends the attempt with this exit status, and with what was told where its program ended it; what the program wrote as its
 * failure lies in `stderr`, as a process's does. False where it has ended before, which then stands. Throws `unavailable`
 * where the directory is missing.
 */
export async function endAttempt(directory: string, code: number, told: Told | null): Promise<boolean> {
  const name = `${names.exit}-${process.pid}-${crypto.randomUUID()}`;
  const draft = join(directory, name);
  await writeInto(directory, name, `${code}\n${told === null ? '' : `${JSON.stringify(told)}\n`}`, { flush: true });
  try {
    await link(draft, join(directory, names.exit));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Keeps why a process that runs says that its configuration cannot be trained; the first reason stands. Throws `unavailable`
 * where the directory is missing.
 */
export async function noteInfeasible(directory: string, reason: string): Promise<void> {
  await writeInto(directory, names.infeasible, reason, { flag: 'wx', flush: true }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

/** Why the configuration cannot be trained, as its program said while it ran, or at its end; null where it did not. */
export async function infeasibleBecause(directory: string): Promise<string | null> {
  const told = (await exitOf(directory))?.told ?? null;
  return told?.outcome === 'infeasible' ? told.message : ((await textOf(directory, names.infeasible)) ?? null);
}

export interface AttemptExit {
  readonly code: number;
  /** Milliseconds UTC. */
  readonly endedAt: number;
  /** Null where its program did not end it. */
  readonly told: Told | null;
}

/** How the attempt ended; null while it has not. */
export async function exitOf(directory: string): Promise<AttemptExit | null> {
  const text = await textOf(directory, names.exit);
  if (text === undefined) return null;
  const [code = '', told = ''] = text.split('\n');
  const { mtimeMs } = await stat(join(directory, names.exit));
  return {
    code: Number(code),
    endedAt: Math.round(mtimeMs),
    told: told === '' ? null : (JSON.parse(told) as Told),
  };
}

async function writeInto(
  directory: string,
  name: string,
  text: string,
  how: { readonly flag?: 'wx'; readonly flush?: true } = {},
): Promise<void> {
  await writeFile(join(directory, name), text, how).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new AttuneError('unavailable', askedFilesTexts.unseen({ directory }), { cause: error });
  });
}

async function textOf(directory: string, name: string): Promise<string | undefined> {
  return readFile(join(directory, name), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
