/** The notebook: what a person writes stands there at once; a round is edited, started and watched to its end. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchedPage, withBrowser } from './browser.ts';
import { servedProject, type ServedProject } from './served-project.ts';
import { finish, makeLong, makeSlow, shortRound } from './slow-training.ts';

const script = '<img src=x onerror="window.ran=1">';

withBrowser('the notebook in the browser', (browser) => {
  let served: ServedProject;

  beforeAll(async () => {
    served = await servedProject(
      { '01-rate.yaml': shortRound(12), '02-next.yaml': shortRound(3) },
      ['1'],
      (project) => {
        makeLong(project);
        // The best rate lies beyond this range: there is always a next round to propose.
        project.write('attune.yaml', project.read('attune.yaml').replace('[1e-3, 1]', '[1e-3, 0.03]'));
      },
    );
    makeSlow(served.project);
  }, 180_000);

  afterAll(async () => {
    await served.close();
  });

  it('shows a note where it was written, as the text that it is, and after a reload', async () => {
    const { page, complaints } = await watchedPage(browser());
    try {
      await page.goto(served.url);
      const card = page.getByRole('article', { name: 'How far does it go?' }).first();
      await card.getByRole('button', { name: 'Note' }).click();
      await card.getByLabel('Note about round 1').fill(`flat above 0.1 ${script}`);
      await page.keyboard.press('Control+Enter');
      await card.getByText('flat above 0.1').waitFor();
      await page.reload();
      const kept = card.getByText('flat above 0.1');
      await kept.waitFor();
      expect(await kept.textContent()).toContain(script);
      expect(await page.evaluate(() => (window as unknown as { readonly ran?: number }).ran)).toBeUndefined();
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  });

  it('refuses a mistaken round file at its line, and starts it once it is right; its trials appear as they run', async () => {
    const { page, complaints } = await watchedPage(browser(), { width: 1440 });
    try {
      await page.goto(served.url);
      const waiting = page.getByRole('article', { name: /02-next\.yaml/ });
      await waiting.getByText('How far does it go?').waitFor();
      await waiting.getByText(/^\d+ trials × 1,?000 steps, about /).waitFor();
      await waiting.getByRole('button', { name: 'Edit' }).click();
      const file = page.getByLabel(/^Round file/);
      await file.fill(shortRound(3).replace('search: halton', 'search: haltom'));
      await page.getByRole('button', { name: 'Save and start' }).click();
      await page.getByRole('alert').getByRole('button', { name: 'line 4' }).waitFor();
      expect(served.project.read('rounds/02-next.yaml')).toContain('search: halton');
      // What the browser reports of an answer that refuses is no fault of the page.
      expect(complaints.filter((complaint) => !complaint.includes('status of 4'))).toEqual([]);

      await file.fill(shortRound(3));
      await page.getByRole('button', { name: 'Save and start' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.goto(`${served.url}/live`);
      const step = page.getByText(/step \d+ of 1000/).first();
      await step.waitFor({ timeout: 30_000 });
      const seen = await step.textContent();
      await page.waitForFunction((before) => !document.body.textContent.includes(before), seen ?? '', {
        timeout: 30_000,
      });
      finish(served.project);
      // No reload until its end, which the notebook tells as well.
      await page.keyboard.press('g');
      await page.keyboard.press('n');
      const card = page.getByRole('article', { name: 'How far does it go?' }).first();
      await card.getByText('completed').first().waitFor({ timeout: 50_000 });
      await card.getByText('Round 2').waitFor();
    } finally {
      await page.context().close();
    }
  });

  it('accepts a proposal: its file is written', async () => {
    const { page } = await watchedPage(browser(), { width: 1440 });
    try {
      await page.goto(served.url);
      await page.getByRole('button', { name: 'Accept and start' }).first().click({ timeout: 30_000 });
      await page.goto(`${served.url}/rounds/3`);
      await page.getByRole('heading', { level: 1, name: 'Round 3' }).waitFor({ timeout: 30_000 });
    } finally {
      await page.context().close();
    }
  });
});
