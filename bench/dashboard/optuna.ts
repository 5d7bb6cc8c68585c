/** optuna-dashboard upon an equal study: how soon its pages are painted. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { paints, type Paints } from './paints.ts';

const port = 8917;

export interface OptunaPaints {
  readonly version: string;
  /** Of the page that a study's link leads to. */
  readonly study: Paints;
}

/** Infinite where nothing was seen in time. `patience` in milliseconds; `python`: an interpreter that can import optuna and optuna_dashboard. */
export async function optunaPaints(
  python: string,
  directory: string,
  size: { readonly trials: number; readonly points: number },
  browser: Browser,
  patience: number,
): Promise<OptunaPaints> {
  const file = join(directory, `optuna-${size.trials}.db`);
  const script = join(import.meta.dirname, 'optuna_study.py');
  await promisify(execFile)(python, [script, file, String(size.trials), String(size.points)]);
  const { stdout } = await promisify(execFile)(python, ['-c', 'import optuna_dashboard as o; print(o.__version__)']);
  const words = [`sqlite:///${file}`, '--port', String(port), '--host', '127.0.0.1'];
  const server = spawn(join(dirname(python), 'optuna-dashboard'), words, { stdio: 'ignore' });
  try {
    await answers(server);
    const url = `http://127.0.0.1:${port}/dashboard/studies/1`;
    // Plotly draws each trial of a plot as a point of an SVG, or all on a canvas.
    const drawn = `document.querySelector('.main-svg .point, .gl-canvas') !== null`;
    const study = await paints(browser, url, drawn, patience);
    return { version: stdout.trim(), study };
  } finally {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
}

async function answers(server: ChildProcess): Promise<void> {
  for (let time = 0; time < 200; time++) {
    if (server.exitCode !== null) throw new Error(`optuna-dashboard ended with ${server.exitCode}`);
    try {
      await fetch(`http://127.0.0.1:${port}/dashboard`);
      return;
    } catch {
      await pause(100);
    }
  }
  throw new Error('optuna-dashboard does not answer');
}
