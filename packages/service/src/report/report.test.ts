import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '@attune/core/insight';
import { describe, expect, it } from 'vitest';
import type { DrawingCache } from './drawing/drawn-figures.ts';
import { buildReport } from './report.ts';
import { exampleContext, exampleRound } from './testing/example-round.ts';

const round = exampleRound({ trials: 12, points: 20 });

describe('buildReport', () => {
  it('says in every form what the analysis found', async () => {
    const report = buildReport(ask(round), exampleContext());
    const { findings, silent } = ask(round);
    expect(findings.length).toBeGreaterThan(0);
    expect(report.document.findings.map(({ headline }) => headline)).toEqual(findings.map(({ headline }) => headline));
    expect(report.document.silent).toEqual(silent);
    const page = await report.html();
    for (const { headline } of findings) expect(page).toContain(headline.text.slice(1).replaceAll("'", '&#39;'));
    for (const { reason } of silent) expect(page).toContain(reason.text);
  });

  it('writes the page to a file, with drawings from the cache', async () => {
    const cache: DrawingCache = new Map();
    const report = buildReport(ask(round), exampleContext(), cache);
    const path = join(await mkdtemp(join(tmpdir(), 'attune-report-')), 'report.html');
    await report.writeHtml(path);
    const page = await readFile(path, 'utf8');
    expect(cache.size).toBe(report.figures.length);
    expect(await report.html()).toBe(page);
    expect(page).toMatch(/^<!doctype html>\n[^]*<\/html>\n$/);
  });
});
