/**
 * A round that the server drives, with four pages open on it, for half an hour: prints the memory of the server and of each
 * page as it goes. Fails where a median over the last quarter of the time lies more above that of the third quarter than the
 * bounds below, where a page has shown an error, or where one does not know at the end what the server knows.
 *
 *   node bench/soak/soak.ts [minutes]
 */
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { attuneClient } from '@attune/client';
import { openBrowser } from '../../packages/dashboard/test/chromium.ts';
import { serveProject } from '../server/served.ts';
import { longProject, pointsASecond } from './long-project.ts';
import { pageMemory } from './page-memory.ts';

/** Megabytes by which a quarter of the soak may exceed the one before: the round's own data grow by a few. */
const mostServerGrowth = 40;
const mostPageGrowth = 10;
const samples = 24;

const minutes = Number(process.argv[2] ?? 30);
const paths = ['/', '/rounds/1', '/curves', '/live'];

interface Sample {
  readonly server: number;
  readonly heaps: readonly number[];
}

const directory = longProject();
const served = await serveProject(directory, []);
const client = attuneClient({ base: served.url });
const browser = await openBrowser();
const problems: string[] = [];
try {
  await client.call('POST /rounds', { file: 'rounds/01-long.yaml' });
  const pages = await Promise.all(paths.map((path) => opened(browser, served.url + path)));
  console.log(`${minutes} minutes, ${pointsASecond} points/s, pages ${paths.join('  ')}; MB`);
  console.log(row(['minute', 'trials', 'server', ...paths, 'elements']));
  const taken: Sample[] = [];
  const began = performance.now();
  for (let sample = 1; sample <= samples; sample++) {
    await pause(Math.max(0, began + (sample * minutes * 60_000) / samples - performance.now()));
    const memory = await Promise.all(pages.map(pageMemory));
    const { rounds } = await client.call('GET /rounds', {});
    const [round] = rounds;
    const ended = round?.ended ?? 0;
    if (round?.status === 'paused') {
      console.log(`the round had paused and is continued: ${round.note}`);
      await client.call('POST /rounds/{round}/continue', { round: 1 });
    }
    const server = served.memory('now', 'server');
    const heaps = memory.map(({ heap }) => heap);
    taken.push({ server, heaps });
    console.log(
      row([
        ((performance.now() - began) / 60_000).toFixed(1),
        ended,
        server.toFixed(0),
        ...heaps.map((heap) => heap.toFixed(1)),
        memory.map(({ nodes }) => nodes).join(' '),
      ]),
    );
  }
  judge(
    'server',
    taken.map(({ server }) => server),
    mostServerGrowth,
  );
  for (const [index, path] of paths.entries()) {
    judge(
      `page ${path}`,
      taken.map(({ heaps }) => heaps[index] ?? Number.NaN),
      mostPageGrowth,
    );
  }
  for (const [index, page] of pages.entries()) {
    const state = (await page.getByRole('status').first().textContent()) ?? '';
    if (!state.startsWith('live')) problems.push(`page ${paths[index]} is ${state} at the end`);
  }
  for (const problem of problems) console.log(`FAILED: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await client.call('POST /rounds/{round}/pause', { round: 1 });
  // Until its trials have ended.
  while ((await client.call('GET /status', {})).running.length > 0) await pause(200);
  await served.end();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}

async function opened(of: Browser, url: string): Promise<Page> {
  const page = await of.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('pageerror', (error) => problems.push(`${url}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${url}: ${message.text()}`);
  });
  await page.goto(url);
  return page;
}

function judge(what: string, values: readonly number[], most: number): void {
  const quarter = Math.floor(values.length / 4);
  const growth = median(values.slice(-quarter)) - median(values.slice(-2 * quarter, -quarter));
  const good = growth <= most;
  console.log(`${what.padEnd(16)} last quarter − third: ${growth.toFixed(1)} MB; at most ${most} MB`);
  if (!good) problems.push(`${what} grew by ${growth.toFixed(1)} MB`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function row(cells: readonly (string | number)[]): string {
  return cells.map((cell) => String(cell).padStart(9)).join(' ');
}
