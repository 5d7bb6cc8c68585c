/** Every page in a real browser, over a real server: it says what it should, breaks no rule, and can be used by all. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { watchedPage, withBrowser, type Sight } from './browser.ts';
import { layoutShift, watchLayout } from './layout-shift.ts';
import { servedProject, type ServedProject } from './served-project.ts';

/** Each page, and the first heading or region that is on it once it has been filled. */
const pages = [
  { path: '/', role: 'article', name: 'Which rate is best?' },
  { path: '/rounds/1', role: 'grid', name: /Trials/ },
  { path: '/trials/1', role: 'log', name: /Log of trial 1/ },
  { path: '/curves', role: 'img', name: /^Curves of/ },
  { path: '/curves?which=running', role: 'heading', name: 'No trial runs now' },
  { path: '/compare?trials=1,9', role: 'rowheader', name: 'lr' },
  { path: '/live', role: 'heading', name: 'Nothing runs' },
  { path: '/nowhere', role: 'heading', name: /nothing at this address/ },
  { path: '/rounds/9', role: 'heading', name: 'There is no round 9 yet' },
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
  }, 180_000);

  afterAll(async () => {
    await served.close();
  });

  for (const { path, role, name } of pages) {
    for (const sight of sights) {
      it(`${path} shows what it is for, ${sight.scheme} and ${sight.width} wide`, async () => {
        const { page, complaints } = await watchedPage(browser(), sight);
        try {
          await watchLayout(page);
          await page.goto(served.url + path);
          await page.getByRole(role, { name }).first().waitFor({ timeout: 20_000 });
          expect(await page.locator('h1').count()).toBe(1);
          // Nothing is wider than the screen.
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow).toBeLessThanOrEqual(0);
          expect(await accessibilityFaults(page)).toEqual([]);
          // What stood there while the page was filled has stayed where it was.
          expect(await layoutShift(page)).toBeLessThan(0.1);
          expect(complaints).toEqual([]);
        } finally {
          await page.context().close();
        }
      });
    }
  }
});
