import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { ask } from '@attune/core/insight';
import { describe, expect, it } from 'vitest';
import type { ReportContext } from '../context.ts';
import { printable } from '../escape.ts';
import { buildReport } from '../report.ts';
import { exampleContext, exampleRound, type ExampleOptions } from '../testing/example-round.ts';
import { trialRows } from '../trial-rows.ts';
import { verdictOf } from '../verdict.ts';
import { reportPage } from './page.ts';

const pageOf = (options: Partial<ExampleOptions> = {}, change: Partial<ReportContext> = {}): Promise<string> =>
  buildReport(ask(exampleRound({ trials: 12, points: 20, ...options })), exampleContext(change)).html();

const usual = await pageOf();

const HOSTILE = `</title></script></svg><script>alert(1)</script><img src=x onerror=alert(2)>"' onmouseover="alert(3)\u0000\u202e`;

describe('the page', () => {
  it('is the same each time', async () => {
    expect(await pageOf()).toBe(usual);
  });

  it('names neither addresses nor anything to load', async () => {
    for (const page of [usual, await pageOf({ text: HOSTILE })]) {
      const addresses = page.match(/\b(?:https?|ftp|wss?|file|data|javascript):[^\s"'<]*/g) ?? [];
      expect(new Set(addresses)).toEqual(new Set(NAMESPACES));
      expect(elements(page).filter(({ name }) => LOADING.includes(name))).toEqual([]);
      expect(page).not.toMatch(/@import|url\((?!#)/);
    }
  });

  it('stays a page of its own elements whatever names and notes say', async () => {
    const hostile = await pageOf(
      { text: HOSTILE },
      {
        project: HOSTILE,
        reproduce: HOSTILE,
        notes: { 1: HOSTILE, 2: HOSTILE },
        caveats: [{ hyperparameter: HOSTILE, value: HOSTILE }],
        provenance: {
          command: HOSTILE,
          commit: { hash: HOSTILE, dirty: true },
          seed: 1,
          file: HOSTILE,
          hash: HOSTILE,
          startedAt: null,
          endedAt: null,
          versions: { [HOSTILE]: HOSTILE },
        },
      },
    );
    expect(unbalanced(hostile)).toEqual([]);
    expect(hostile).not.toMatch(/\p{Cs}|(?!\n)\p{Cc}|\u202e/u);
    const found = elements(hostile);
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(elements(usual).map(({ name }) => name)));
    expect(found.filter(({ name }) => name === 'script')).toHaveLength(1);
    expect(found.flatMap(({ attributes }) => attributes.filter((name) => /^(on|style|src)/.test(name)))).toEqual([]);
  });

  it('shows every text as it was given', () => {
    const insight = ask(exampleRound({ trials: 1, points: 2 }));
    const given = { ...insight, verdict: verdictOf(insight), figures: [] };
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const note = `‹${text}›`;
        const context = exampleContext({ reproduce: text });
        const page = reportPage({ ...given, rows: trialRows(insight.view, { 1: note }), context }, []);
        const cell = /‹([^<]*)›<\/td>/.exec(page)?.[1] ?? '';
        expect(unescape(cell)).toBe(printable(text));
        expect(unbalanced(page)).toEqual([]);
      }),
      { seed: 1 },
    );
  });

  it('is well formed', () => {
    expect(unbalanced(usual)).toEqual([]);
    const ids = [...usual.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const targets = [...usual.matchAll(/(?:href="|url\()#([^")]*)/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(2);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('runs only the script and style that it holds', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(usual)?.[1]?.replaceAll('&#39;', "'") ?? '';
    for (const name of ['style', 'script']) {
      const content = new RegExp(`<${name}>([^]*)</${name}>`).exec(usual)?.[1] ?? '';
      expect(content.length).toBeGreaterThan(500);
      expect(policy).toContain(`${name}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('looks again while the round runs, and only then', async () => {
    const running = await pageOf({ pending: 5 }, { status: { kind: 'running' } });
    expect(running).toContain('<meta http-equiv="refresh" content="5" />');
    expect(running).toContain('Running: 10 of 15 trials have ended.');
    expect(usual).not.toMatch(/http-equiv="refresh"|class="banner"/);
    const paused = await pageOf({ pending: 5 }, { status: { kind: 'paused', note: 'Three trials crashed alike.' } });
    expect(paused).toContain('Paused after 10 of 15 trials. Three trials crashed alike.');
    expect(paused).not.toContain('http-equiv="refresh"');
  });

  it('says what each figure shows, and draws each once', () => {
    const labels = [...usual.matchAll(/role="img" aria-label="([^"]*)"/g)].map(([, label]) => label);
    const { figures } = buildReport(ask(exampleRound({ trials: 12, points: 20 })), exampleContext());
    expect(labels.toSorted()).toEqual(figures.map(({ title, claim }) => `${title}. ${claim}`).toSorted());
    expect(figures.length).toBeGreaterThan(5);
    expect(usual).not.toContain('could not be drawn');
  });

  it('draws its figures in the colours of the theme', () => {
    const used = new Set([...usual.matchAll(/var\((--c-[^)]*)\)/g)].map(([, name]) => name));
    expect(used.size).toBeGreaterThan(4);
    for (const name of used) expect(usual.split(`${name}:`)).toHaveLength(4);
    expect(usual).not.toContain('class="in-dark"');
  });

  it('stars the three best', () => {
    const stars = [...usual.matchAll(/<tr id="trial-(\d+)"[^>]*>\s*<td[^>]*>\s*<span class="star">★/g)].map(
      ([, trial]) => Number(trial),
    );
    const { document } = buildReport(ask(exampleRound({ trials: 12, points: 20 })), exampleContext());
    expect(stars).toEqual(document.trials.filter(({ rank }) => rank !== null && rank <= 3).map(({ trial }) => trial));
  });

  it('names the trial of every mark, so that a trial can be found in all figures', () => {
    const named = new Set([...usual.matchAll(/ data-trial="(\d+)"/g)].map(([, trial]) => Number(trial)));
    const rows = new Set([...usual.matchAll(/ data-row="(\d+)"/g)].map(([, trial]) => Number(trial)));
    const { document } = buildReport(ask(exampleRound({ trials: 12, points: 20 })), exampleContext());
    expect(rows).toEqual(new Set(document.trials.map(({ trial }) => trial)));
    for (const { trial, rank } of document.trials) if (rank !== null) expect(named).toContain(trial);
    for (const trial of named) expect(rows).toContain(trial);
  });

  it('explains the marks that its figures use, and only those', async () => {
    const signs = (page: string): string =>
      (/<ul class="key"[^]*?<\/ul>/.exec(page)?.[0] ?? '').replace(/<[^>]*>/g, '');
    expect(signs(usual)).toContain('★ the three best');
    expect(usual.split('class="key"')).toHaveLength(2);
    expect(signs(await pageOf({ trials: 0, points: 0 }))).toBe('');
  });

  it('is there for an empty round', async () => {
    const empty = await pageOf({ trials: 0, points: 0 }, { reproduce: null, caveats: [] });
    expect(empty).toContain('No trial has been started.');
    expect(empty).toContain('There are no trials yet.');
    expect(unbalanced(empty)).toEqual([]);
  });

  it('stays below two megabytes with 100 trials of 500 points', async () => {
    const page = await pageOf({ trials: 100, points: 500 });
    expect(Buffer.byteLength(page)).toBeLessThan(2e6);
    expect(page.match(/<tr id="trial-/g)).toHaveLength(103);
  });
});

const NAMESPACES = ['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink'];
const LOADING = [
  'img',
  'image',
  'link',
  'iframe',
  'object',
  'embed',
  'video',
  'audio',
  'source',
  'use',
  'base',
  'form',
];
const VOID = ['meta', '!doctype'];

/** Opening tags, style and script left out; attributes by name. */
function elements(page: string): readonly { readonly name: string; readonly attributes: readonly string[] }[] {
  return [...page.replace(/(<(style|script)>)[^]*?(<\/\2>)/g, '$1$3').matchAll(/<(!?[a-zA-Z][\w-]*)([^<>]*)>/g)].map(
    ([, name = '', rest = '']) => ({
      name,
      attributes: [...rest.matchAll(/\s([\w:-]+)(?:="[^"]*")?/g)].map(([, attribute = '']) => attribute),
    }),
  );
}

/** Tags that are not closed in order. */
function unbalanced(page: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const content = page.replace(/(<(style|script)>)[^]*?(<\/\2>)/g, '$1$3');
  for (const [, slash, name = '', rest = ''] of content.matchAll(/<(\/?)(!?[a-zA-Z][\w-]*)([^<>]*)>/g)) {
    if (VOID.includes(name) || rest.endsWith('/')) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...wrong, ...open];
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
