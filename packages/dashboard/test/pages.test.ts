/** Every page in a real browser, over a real server: it says what it should, breaks no rule, and can be used by all. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchedPage, withBrowser, type Sight } from './browser.ts';
import { servedProject, type ServedProject } from './served-project.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each page, and words that are on it once it has been filled. */
const pages = [
  { path: '/', words: 'Which rate is best?' },
  { path: '/rounds/1', words: 'Which rate is best?' },
  { path: '/trials/1', words: 'lr' },
  { path: '/curves', words: 'valid/loss' },
  { path: '/compare?trials=1,2', words: 'lr' },
  { path: '/live', words: 'Nothing' },
] as const;

const sights: readonly Sight[] = [
  { scheme: 'light', width: 1440 },
  { scheme: 'dark', width: 420 },
];

withBrowser('every page', (browser) => {
  let served: ServedProject;

  beforeAll(async () => {
    served = await servedProject(
      {
        '01-rate.yaml':
          'attune: 1\ngoal: maximize\nquestion: Which rate is best?\nsearch: halton\nbudget: { trials: 12 }\n',
      },
      ['1'],
    );
  });

  afterAll(async () => {
    await served.close();
  });

  for (const { path, words } of pages) {
    for (const sight of sights) {
      it(`${path} shows what it is for, ${sight.scheme} and ${sight.width} wide`, async () => {
        const { page, complaints } = await watchedPage(browser(), sight);
        try {
          await page.goto(served.url + path);
          await page.getByText(words).first().waitFor({ timeout: 20_000 });
          expect(await page.locator('h1').count()).toBe(1);
          // Nothing is wider than the screen.
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow).toBeLessThanOrEqual(0);
          await page.evaluate(axe);
          const violations = await page.evaluate(async () => {
            const { violations: found } = await (
              window as unknown as {
                axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
              }
            ).axe.run();
            return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
          });
          expect(violations).toEqual([]);
          expect(complaints).toEqual([]);
        } finally {
          await page.context().close();
        }
      });
    }
  }
});
