/**
 * How quickly the dashboard shows and follows a large round: 10,000 trials × 1,000 points × 2 metrics, from a warm server, in
 * Chromium without a window. Prints first paint, selection latency, frame times while points arrive, and the page's memory,
 * beside optuna-dashboard's first paint on an equal study where OPTUNA_PYTHON names an interpreter that has it. Fails where a
 * goal is missed. Takes some minutes; a small round takes less.
 *
 *   node bench/dashboard/dashboard.ts [trials] [points]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../packages/dashboard/test/chromium.ts';
import { fillProject } from '../scale/fill.ts';
import { serveProject } from '../server/served.ts';
import { pageMemory } from '../soak/page-memory.ts';
import { roundShown, watchFrames, watchSelection } from './in-page.ts';
import { openWriter, whileWritten } from './live-points.ts';
import { optunaPaints } from './optuna.ts';
import { paints } from './paints.ts';

const goals = { shown: 1000, selection: 100, frame: 50 };
const size = { trials: Number(process.argv[2] ?? 10_000), points: Number(process.argv[3] ?? 1000) };
/** At which another dashboard's plots are looked for first. */
const small = { trials: 100, points: 100 };
const metrics = ['train/loss', 'valid/loss'];
/** Points a second while frames are timed, over eight running trials; seconds. */
const liveRate = 1000;
const liveSeconds = 10;
/** Longer than this, nobody waits; milliseconds. */
const patience = 120_000;

const directory = mkdtempSync(join(tmpdir(), 'attune-bench-'));
try {
  await fillProject(directory, size.trials, size.points, metrics);
  const writer = await openWriter(directory);
  const served = await serveProject(directory, []);
  const browser = await openBrowser();
  try {
    await analysed(served.url);
    console.log(`${size.trials} trials × ${size.points} points × ${metrics.length} metrics; milliseconds\n`);

    const round = `${served.url}/rounds/1`;
    const { first, shown } = await paints(browser, round, roundShown, patience);
    told('first contentful paint, round', ms(first));
    goal('table and findings shown', shown, goals.shown);

    const selection = await selectionLatencies(browser, round);
    goal('selection while dragging, median', quantile(selection, 0.5), goals.selection);
    told('  p95; most; moves', `${ms(quantile(selection, 0.95))}; ${ms(quantile(selection, 1))}; ${selection.length}`);

    for (const [place, path] of ['/live', '/curves?which=running', '/curves', '/rounds/1'].entries()) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(served.url + path);
      await page.getByRole('status').filter({ hasText: 'live' }).waitFor();
      await pause(5000);
      const running = Array.from({ length: 8 }, (_, i) => size.trials - i);
      // They have come half-way: what arrives goes on from there, where the charts show it.
      const plan = { trials: running, metrics, rate: liveRate, from: (5 + place) * size.points };
      const { result, rate } = await whileWritten(writer, plan, () =>
        page.evaluate<Frames>(watchFrames(1000 * liveSeconds)),
      );
      const { heap } = await pageMemory(page);
      const p95 = quantile(result.frames, 0.95);
      goal(`frame time p95, ${path}`, p95, goals.frame);
      told(
        '  median; most; changes; points/s; heap',
        `${ms(quantile(result.frames, 0.5))}; ${ms(quantile(result.frames, 1))}; ${result.changes}; ${rate.toFixed(0)}; ${heap.toFixed(0)} MB`,
      );
      await page.close();
    }
  } finally {
    await served.end();
    await writer.close();
    await browser.close();
  }
  await beside();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** Optuna's reports have one metric, so that its study has half the points. */
async function beside(): Promise<void> {
  const python = process.env['OPTUNA_PYTHON'];
  console.log();
  if (python === undefined) {
    console.log('optuna-dashboard: absent; OPTUNA_PYTHON names no interpreter that has it');
    return;
  }
  const browser = await openBrowser();
  try {
    // A small one first: where its trials are seen, what is not seen at size is slow, not misread.
    for (const own of [small, size]) {
      const { version, study } = await optunaPaints(python, directory, own, browser, patience);
      told(`optuna-dashboard ${version}, ${own.trials} × ${own.points}, first paint`, ms(study.first));
      told('  its first plot with trials', ms(study.shown));
    }
  } finally {
    await browser.close();
  }
}

/** Until the newest data have been analysed and the server has answered all that the page asks. */
async function analysed(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/rounds/1/report`);
    if (!((await answer.json()) as { readonly analysing: boolean }).analysing) return;
    await pause(1000);
  }
}

interface Frames {
  readonly frames: readonly number[];
  readonly changes: number;
}

/** Drags slowly over the figure with the most trials, from corner to corner, three times. */
async function selectionLatencies(on: Browser, url: string): Promise<readonly number[]> {
  const page = await on.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(url);
    await page.locator('[role=grid] [role=row][aria-selected]').first().waitFor();
    const figure = page.locator('[id^="figure-axis"] [role=img][aria-busy=false]').first();
    // It is drawn when it comes near, and what stands above it may still be drawn.
    const deadline = performance.now() + patience;
    while ((await figure.count()) === 0 && performance.now() < deadline) {
      await page.evaluate(`document.querySelector('[id^="figure-axis"]')?.scrollIntoView({ block: 'center' })`);
      await pause(250);
    }
    await pause(2000);
    await page.evaluate(`document.querySelector('[id^="figure-axis"]')?.scrollIntoView({ block: 'center' })`);
    await pause(500);
    await page.evaluate(watchSelection);
    const box = await figure.boundingBox();
    if (box === null) throw new Error('the figure has no place');
    const at = (part: number) => [box.x + box.width * part, box.y + box.height * part] as const;
    for (let drag = 0; drag < 3; drag++) {
      await page.mouse.move(...at(0.15));
      await page.mouse.down();
      for (let part = 0.2; part <= 0.9; part += 0.02) {
        await page.mouse.move(...at(part));
        await pause(30);
      }
      await page.mouse.up();
      await page.keyboard.press('Escape');
    }
    return await page.evaluate<readonly number[]>('window.latencies');
  } finally {
    await page.close();
  }
}

function goal(what: string, value: number, most: number): void {
  const good = value <= most;
  if (!good) process.exitCode = 1;
  told(what, `${ms(value)}; goal ${most}${good ? '' : ', missed'}`);
}

function told(what: string, value: string): void {
  console.log(`${what.padEnd(50)} ${value}`);
}

function ms(value: number): string {
  return value === Infinity ? `none in ${patience / 1000} s` : value.toFixed(0);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
