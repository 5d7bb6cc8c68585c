/** A round that runs while it is looked at: its points arrive, it obeys, and a server that was killed is found again. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AttuneClient } from '@attune/client';
import { watchedPage, withBrowser } from './browser.ts';
import { runningRound, type RunningRound } from './running-round.ts';
import type { ServedProject } from './served-project.ts';

withBrowser('a live round in the browser', (browser) => {
  let round: RunningRound;
  let served: ServedProject;
  let client: AttuneClient;

  beforeAll(async () => {
    round = await runningRound(14);
    ({ served, client } = round);
  }, 180_000);

  afterAll(() => round.end());

  async function runningTrial(): Promise<number> {
    for (;;) {
      const { running } = await client.call('GET /status', {});
      const [last] = running.toReversed();
      if (last !== undefined) return last.trial;
      await pause(100);
    }
  }

  it('shows points and log lines of a running trial as they come, and finds words in its log', async () => {
    const trial = await runningTrial();
    const { page, complaints } = await watchedPage(browser());
    try {
      await page.goto(`${served.url}/trials/${trial}`);
      const log = page.getByRole('log');
      const steps = async () => (await log.textContent())?.match(/step \d+ of 1000/g)?.length ?? 0;
      await expect.poll(steps, { timeout: 30_000 }).toBeGreaterThan(0);
      const seen = await steps();
      await expect.poll(steps, { timeout: 30_000 }).toBeGreaterThan(seen);
      await page.getByLabel('Find in the log').fill('needle');
      await expect.poll(() => log.textContent(), { timeout: 30_000 }).toContain('a needle among words');
      await expect.poll(steps, { timeout: 30_000 }).toBe(0);
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  });

  it('draws points of running trials as they come, and says in words what happened and what is next', async () => {
    const { page, complaints } = await watchedPage(browser());
    try {
      await page.goto(`${served.url}/curves?which=running&metrics=valid/loss`);
      const chart = page.getByRole('img', { name: /^Curves of/ });
      await chart.waitFor({ timeout: 30_000 });
      const drawn = () =>
        chart
          .locator('canvas')
          .first()
          .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
      await page.waitForTimeout(1_000);
      const before = await drawn();
      await expect.poll(drawn, { timeout: 30_000 }).not.toBe(before);
      // A loss that falls leaves the limits: it is read again, and they follow.
      const asked: string[] = [];
      const reads = (of: string): number =>
        asked.filter((url) => url.includes('/api/v1/curves') && url.includes(of)).length;
      page.on('request', (request) => asked.push(decodeURIComponent(request.url())));
      await page.goto(`${served.url}/curves?which=running&metrics=train/loss`);
      // Of two trials, each once, and twice again after half a minute in any case.
      await expect.poll(() => reads('train/loss'), { timeout: 25_000 }).toBeGreaterThan(6);
      // On other axes the curves are read again, calmly.
      await page.goto(`${served.url}/curves?which=running&metrics=valid/loss&by=examples`);
      await page.getByRole('button', { name: 'Show all' }).waitFor();
      await page.waitForTimeout(1_000);
      const begun = reads('x=examples');
      await expect.poll(() => reads('x=examples'), { timeout: 30_000 }).toBeGreaterThan(begun);
      await page.goto(`${served.url}/live`);
      const { trials } = await client.call('GET /trials', { round: 1, status: ['waiting'] });
      const queue = page.getByRole('region', { name: 'Queue' });
      await queue.getByText('Next of round 1:').waitFor({ timeout: 30_000 });
      expect(await queue.getByRole('link').first().textContent()).toBe(`trial ${trials[0]?.trial}`);
      const happened = await page.getByRole('region', { name: 'What happened' }).textContent({ timeout: 30_000 });
      expect(happened).toMatch(/trial \d+ started/);
      expect(happened).not.toMatch(/attempt\.|round\./);
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  });

  it('leaves a chart out of sight as it is while points come, and draws it when it comes into view', async () => {
    const { page, complaints } = await watchedPage(browser(), { width: 640, height: 320 });
    try {
      await page.goto(`${served.url}/curves?which=running&metrics=valid/loss`);
      const chart = page.getByRole('img', { name: /^Curves of/ });
      await chart.locator('canvas').first().waitFor({ timeout: 30_000 });
      const drawn = () =>
        chart
          .locator('canvas')
          .first()
          .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
      const redraws = async () => {
        let [before, count] = [await drawn(), 0];
        for (let look = 0; look < 12; look++) {
          await page.waitForTimeout(300);
          const now = await drawn();
          count += Number(now !== before);
          before = now;
        }
        return count;
      };
      await chart.scrollIntoViewIfNeeded();
      // Until points come.
      await expect.poll(redraws, { timeout: 30_000 }).toBeGreaterThan(5);
      await page.evaluate(() => window.scrollTo(0, 0));
      expect((await chart.boundingBox())?.y).toBeGreaterThan(320);
      // Now and then curves are read again, and drawn wherever the chart stands.
      expect(await redraws()).toBeLessThan(4);
      const before = await drawn();
      await chart.scrollIntoViewIfNeeded();
      await expect.poll(drawn, { timeout: 30_000 }).not.toBe(before);
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  });

  it('stops a trial after asking, and tries it again', async () => {
    const trial = await runningTrial();
    const { page, complaints } = await watchedPage(browser());
    try {
      await page.goto(`${served.url}/live`);
      const card = page.getByRole('article', { name: `Trial ${trial}`, exact: true });
      await card.getByRole('button', { name: 'Stop' }).click();
      const dialog = page.getByRole('dialog', { name: `Stop trial ${trial}?` });
      await dialog.getByRole('button', { name: 'Stop' }).click();
      await card.waitFor({ state: 'detached', timeout: 30_000 });
      await page.goto(`${served.url}/trials/${trial}`);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
      // It may have to wait for a slot.
      await page
        .getByRole('main')
        .getByText(/^(waiting|running)$/)
        .first()
        .waitFor({ timeout: 30_000 });
      await expect
        .poll(async () => (await client.call('GET /trials/{trial}', { trial })).trial.status, { timeout: 30_000 })
        .not.toBe('stopped');
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  });

  it('says that the server is gone, and shows everything again once it is back, without a reload', async () => {
    const { page } = await watchedPage(browser());
    try {
      await page.goto(`${served.url}/live`);
      const mark = page.getByRole('banner').getByRole('status');
      await mark.getByText('live', { exact: true }).waitFor();
      await page.evaluate(() => Object.assign(window, { kept: true }));
      await served.kill();
      await page.getByRole('alert').getByText('The server does not answer').waitFor({ timeout: 30_000 });
      await served.start();
      await mark.getByText('live', { exact: true }).waitFor({ timeout: 30_000 });
      await page.getByRole('alert').waitFor({ state: 'detached' });
      // Nothing was missed: what the page says of the round becomes what the server knows.
      await expect
        .poll(
          async () => {
            const [round] = (await client.call('GET /rounds', {})).rounds;
            const card = page.getByRole('article', { name: /^Round 1/ });
            return (await card.innerText()).includes(`${round?.ended} of ${round?.planned} trials ended`);
          },
          { timeout: 30_000 },
        )
        .toBe(true);
      const seen = await page
        .getByText(/step \d+ of 1000/)
        .first()
        .textContent({ timeout: 30_000 });
      await expect
        .poll(
          () =>
            page
              .getByText(/step \d+ of 1000/)
              .first()
              .textContent(),
          { timeout: 30_000 },
        )
        .not.toBe(seen);
      expect(await page.evaluate(() => 'kept' in window)).toBe(true);
    } finally {
      await page.context().close();
    }
  });

  it('opens a page for the first time once the server is back, where its code could not be loaded before', async () => {
    const { page } = await watchedPage(browser());
    try {
      await page.goto(`${served.url}/live`);
      const mark = page.getByRole('banner').getByRole('status');
      await mark.getByText('live', { exact: true }).waitFor();
      await served.kill();
      await page.getByRole('navigation').first().getByRole('link', { name: 'Compare' }).click();
      await page.getByRole('main').getByText('The server does not answer').waitFor({ timeout: 30_000 });
      await served.start();
      await page.getByRole('heading', { name: 'Compare', level: 1 }).waitFor({ timeout: 30_000 });
    } finally {
      await page.context().close();
    }
  });
});
