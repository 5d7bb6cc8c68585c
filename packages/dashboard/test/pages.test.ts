/** Every page in a real browser, over a real server: it says what it should, breaks no rule, and can be used by all. */
import { setTimeout as pause } from 'node:timers/promises';
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
  });

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
          await page.getByRole(role, { name }).first().waitFor();
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

  const late = [
    { ...pages[5], answer: '**/api/v1/trials/9*', width: 1440 },
    { ...pages[6], answer: '**/api/v1/rounds', width: 420 },
  ] as const;
  for (const { path, role, name, answer, width } of late) {
    it(`${path} stays where it is when an answer comes late`, async () => {
      const { page } = await watchedPage(browser(), { width });
      try {
        await watchLayout(page);
        await page.route(answer, async (route) => {
          await pause(1_500);
          await route.continue();
        });
        await page.goto(served.url + path);
        await page.getByRole(role, { name }).first().waitFor();
        expect(await layoutShift(page)).toBeLessThan(0.1);
      } finally {
        await page.context().close();
      }
    });
  }

  it('gives no page in place of an asset of an older build', async () => {
    const gone = await fetch(`${served.url}/assets/index-00000000.js`);
    expect(gone.status).toBe(404);
    expect(gone.headers.get('content-type')).not.toContain('html');
  });

  it('/trials/1 shows its metrics whole, 1000 wide, and gives a log without a word no room', async () => {
    const { page } = await watchedPage(browser(), { width: 1000 });
    try {
      await page.goto(`${served.url}/trials/1`);
      const metrics = page.getByRole('region', { name: 'Metrics' });
      const last = metrics.getByRole('columnheader', { name: 'last' });
      await last.waitFor({ timeout: 20_000 });
      const [frame, column] = [await metrics.boundingBox(), await last.boundingBox()];
      expect((column?.x ?? 0) + (column?.width ?? 0)).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0) + 1);
      await page.getByText('stderr', { exact: true }).click();
      await page.getByText('Nothing was written to stderr.').waitFor({ timeout: 20_000 });
      const log = await page.getByRole('log', { name: 'Log of trial 1, stderr' }).boundingBox();
      expect(log?.height).toBeLessThan(80);
    } finally {
      await page.context().close();
    }
  });
});
