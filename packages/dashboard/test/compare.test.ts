/** Two trials side by side: no difference of single results is called one, and fresh seeds settle it from a button. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { restingBox, watchedPage, withBrowser } from './browser.ts';
import { servedProject, type ServedProject } from './served-project.ts';

withBrowser('trials that are compared', (browser) => {
  let served: ServedProject;

  beforeAll(async () => {
    const round = 'attune: 1\ngoal: maximize\nquestion: Which rate is best?\nsearch: halton\nbudget: { trials: 12 }\n';
    served = await servedProject({ '01-rate.yaml': round }, ['1']);
  });

  afterAll(() => served.close());

  it('are not judged by one run each; a comparison that is told what it takes runs, and its decision is shown', async () => {
    const { page, complaints } = await watchedPage(browser());
    try {
      await page.goto(`${served.url}/compare?trials=9,1`);
      const settled = page.getByRole('region', { name: /^Which is better, trial \d+ or trial \d+\?$/ });
      await settled.getByText('Not known: these are single results').waitFor();
      expect(await page.getByRole('main').textContent()).not.toContain('beyond noise');
      await settled.getByLabel('Seeds at most').fill('3');
      await settled.getByRole('button', { name: 'Compare with fresh seeds' }).click();
      const dialog = page.getByRole('dialog', { name: /^Compare trial \d+ with trial \d+\?$/ });
      await dialog.getByText('At most 6 runs: 3 seeds for each').waitFor();
      await dialog.getByRole('button', { name: 'Compare with fresh seeds' }).click();
      await settled.getByRole('link', { name: 'Round 2' }).waitFor();
      const told = settled.getByRole('status');
      await expect
        .poll(() => told.textContent(), { timeout: 120_000 })
        .toMatch(/(Adopt|Reject|More evidence needed) after 3 pairs: .*P\(better\)/);
      // The round says the same of it.
      const [, words = ''] =
        /Round 2 ((?:Adopt|Reject|More evidence needed) .*?P\(better\) [\d.]*\d)/.exec(
          (await told.textContent()) ?? '',
        ) ?? [];
      await page.goto(`${served.url}/`);
      await page.getByText(words).first().waitFor();
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  }, 300_000);

  it('stand in a box that scrolls, beside names that stay, on a narrow screen', async () => {
    const { page } = await watchedPage(browser(), { width: 420 });
    try {
      await page.goto(`${served.url}/compare?trials=9,1,4,5`);
      const name = page.getByRole('rowheader', { name: 'lr' });
      await name.waitFor();
      const last = page.getByRole('columnheader', { name: /trial 5/ });
      await last.scrollIntoViewIfNeeded();
      const [at, beside] = [await restingBox(last), await restingBox(name)];
      expect(at.x + at.width).toBeLessThanOrEqual(420);
      expect(beside.x).toBeGreaterThanOrEqual(0);
    } finally {
      await page.context().close();
    }
  });
});
