/** What stays true around every page: what is unknown is said to be, what was told and is past goes, Escape does one thing. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchedPage, withBrowser } from './browser.ts';
import { layoutShift, watchLayout } from './layout-shift.ts';
import { runningRound, type RunningRound } from './running-round.ts';
import type { ServedProject } from './served-project.ts';

const patient = { timeout: 30_000 };

withBrowser('the frame around a running round', (browser) => {
  let round: RunningRound;
  let served: ServedProject;

  beforeAll(async () => {
    round = await runningRound(8);
    ({ served } = round);
  }, 180_000);

  afterAll(() => round.end());

  it('closes a dialog by one Escape, with the mouse over the button that opened it', async () => {
    const { page } = await watchedPage(browser());
    try {
      await page.goto(`${served.url}/live`);
      for (const name of ['Go to a round or trial (Ctrl+K)', 'Keys (?)']) {
        const button = page.getByRole('banner').getByRole('button', { name });
        await button.hover();
        await page.getByRole('tooltip', { name }).waitFor(patient);
        await page.keyboard.press(name.startsWith('Keys') ? '?' : 'Control+k');
        await page.getByRole('dialog').waitFor(patient);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached', ...patient });
      }
    } finally {
      await page.context().close();
    }
  }, 90_000);

  it('takes back what it told of a stop that is undone', async () => {
    const { page } = await watchedPage(browser());
    try {
      await page.goto(`${served.url}/live`);
      const card = page.getByRole('article', { name: /^Trial \d+$/ }).first();
      await card.getByRole('button', { name: 'Stop' }).click(patient);
      await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click(patient);
      const told = page.getByText(/it is asked to save and end/);
      await told.waitFor(patient);
      await page.getByRole('button', { name: 'Undo' }).click(patient);
      await page.getByText(/^Trial \d+ is tried again$/).waitFor(patient);
      await expect.poll(() => told.count(), patient).toBe(0);
    } finally {
      await page.context().close();
    }
  }, 90_000);

  it('says since when the server does not answer, covers nothing by it, and lets no time run on that it cannot know', async () => {
    const { page } = await watchedPage(browser());
    try {
      await watchLayout(page);
      await page.clock.install();
      await page.goto(`${served.url}/live`);
      const card = page.getByRole('article', { name: /^Trial \d+$/ }).first();
      await card.getByText(/^(for .*|.* left)$/).waitFor(patient);
      const before = await layoutShift(page);
      await served.kill();
      const banner = page.getByRole('alert').filter({ hasText: 'The server does not answer' });
      await banner.waitFor(patient);
      const slots = page.getByText(/slots? in use$/);
      await page.getByText(/^as of \d\d:\d\d$/).waitFor(patient);
      // Until it has come to rest.
      await expect
        .poll(async () => {
          const [strip, line] = [await banner.boundingBox(), await slots.boundingBox()];
          return (line?.y ?? 0) - ((strip?.y ?? 0) + (strip?.height ?? 0));
        }, patient)
        .toBeGreaterThan(0);
      expect((await layoutShift(page)) - before).toBeLessThan(0.1);
      const time = card.getByText(/^(for .*|.* left)$/);
      const stood = await time.textContent();
      await page.clock.fastForward('10:00');
      expect(await time.textContent()).toBe(stood);
      await served.start();
      await banner.waitFor({ state: 'detached', ...patient });
    } finally {
      await page.context().close();
    }
  }, 120_000);
});
