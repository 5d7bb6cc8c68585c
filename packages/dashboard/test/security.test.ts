/** In a browser: nothing that was written into names, notes or logs runs, and the token is kept where no script reads it. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../service/src/engine/index.ts';
import { dashboardFiles, serve } from '../../service/src/http/index.ts';
import { quickProject, type QuickProject } from '../../service/test/quick-project.ts';
import { watchedPage, withBrowser } from './browser.ts';

/** Each place has a number of its own, so that a failure says where it ran. */
const script = (place: number): string => `<img src=x onerror="window.ran=${place}"><svg onload="window.ran=${place}">`;

/** Each page, and what of it is shown as the text that it is. */
const pages = [
  { path: '/', words: 'window.ran=1"' },
  { path: '/rounds/1', words: 'window.ran=1"' },
  { path: '/trials/1', words: 'window.ran=6"' },
  { path: '/curves?trials=1,2', words: 'valid/loss' },
  { path: '/compare?trials=1,2', words: 'lr' },
  { path: '/live', words: 'Nothing' },
] as const;

withBrowser('the dashboard of somebody who was sent scripts', (browser) => {
  const stop = new AbortController();
  let project: QuickProject;
  let token: string;
  let url: string;
  let ended: Promise<void> | undefined;

  beforeAll(async () => {
    project = quickProject({
      '01-first.yaml': `attune: 1\ngoal: maximize\nquestion: '${script(1)}'\nbudget: { trials: 4 }\nbaseline_seeds: 1\n`,
    });
    project.write('attune.yaml', project.read('attune.yaml').replace('name: quick', `name: '${script(2)}'`));
    const training = project.read('train.sh');
    const metric = script(3).replaceAll('"', "'\\''");
    project.write(
      'train.sh',
      training
        .replace('\nfor word', `\necho '${script(4)}'; echo '${script(5)}' >&2\nfor word`)
        .replace('\\"test/loss\\"', `\\"${metric}\\": 1, \\"test/loss\\"`),
    );
    await project.document('run', '1');
    await project.document('note', script(6), '--trial', '1');
    await project.document('note', script(7));
    const attempt = await project.withStore(async (store) => (await store.read('attempt', { trial: [1] }))[0]);
    appendFileSync(join(project.directory, '.attune', attempt?.directory ?? '', 'stdout'), `${script(8)}\n`);
    ({ token } = (await project.document('token', 'new', '--name', 'ada', '--scope', 'read')) as { token: string });
    const listening = Promise.withResolvers<string>();
    const context = {
      directory: project.directory,
      clock: systemClock,
      environment: process.env,
      actor: 'http:test',
      progress: () => undefined,
      signal: stop.signal,
    };
    ended = serve(context, {
      host: '127.0.0.1',
      port: 0,
      tokens: true,
      pages: await dashboardFiles(() => undefined),
      ready: (told) => listening.resolve(told.url),
    });
    ended.catch((error: unknown) => listening.reject(error));
    url = await listening.promise;
  });

  afterAll(async () => {
    stop.abort();
    await ended;
    project.remove();
  });

  async function signIn(page: Page): Promise<void> {
    await page.goto(url);
    await page.locator('input[type=password]').fill(token);
    await page.keyboard.press('Enter');
    await page.getByText('window.ran=1"').first().waitFor();
  }

  it('asks for the token once, and keeps it from scripts', async () => {
    const { page } = await watchedPage(browser());
    await signIn(page);
    expect(await page.locator('input[type=password]').count()).toBe(0);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', value: token });
    await page.context().close();
  });

  it('forgets it when it is told to, on a narrow screen too, and shows nothing any more', async () => {
    for (const width of [1280, 420]) {
      const { page } = await watchedPage(browser(), { width });
      await signIn(page);
      if (width < 700) await page.getByRole('button', { name: 'Pages' }).click();
      await page.getByRole('button', { name: 'Sign out (ada, read)' }).click();
      await page.locator('input[type=password]').waitFor();
      expect(await page.context().cookies()).toEqual([]);
      expect(await page.getByText('window.ran=1"').count()).toBe(0);
      await page.context().close();
    }
  });

  it('offers a reader nothing that would be refused', async () => {
    const { page } = await watchedPage(browser());
    await signIn(page);
    for (const path of [
      '/',
      '/?edit=02-new.yaml',
      '/rounds/1?next=true',
      '/trials/1',
      '/compare?trials=1,2',
      '/live',
    ]) {
      await page.goto(`${url}${path}`);
      await page.getByText('live, read-only').waitFor();
      if (path.includes('next')) await page.getByText(/^Proposed from the findings/).waitFor();
      if (path.includes('edit')) await page.getByRole('textbox', { name: /^Round file/ }).waitFor();
      await page.waitForTimeout(500);
      const offered = page.getByRole('button', {
        name: /^(Accept|Start|Edit|Save|Note|Stop|Pause|Extend|Compare with)/,
      });
      expect([path, await offered.allTextContents()]).toEqual([path, []]);
      expect([path, await page.getByRole('textbox', { name: /^Note/ }).count()]).toEqual([path, 0]);
    }
    await page.context().close();
  });

  it('tells a reader what a reader can do, and of no command to run', async () => {
    const { page } = await watchedPage(browser());
    await signIn(page);
    await page.goto(`${url}/live`);
    await page.getByText('When somebody starts a round, its trials appear here by themselves.').waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/attune run|Start a round/);
    await page.goto(`${url}/rounds/9`);
    await page.getByText('the notebook lists them').waitFor();
    expect(await page.getByRole('main').textContent()).not.toContain('attune');
    await page.goto(`${url}/rounds/1?next=true`);
    await page.getByText('Somebody who may change the project can start one.').waitFor({ timeout: 20_000 });
    await page.context().close();
  });

  it('shows every page within its policy, and runs nothing that was written into it', async () => {
    const { page, complaints } = await watchedPage(browser());
    await signIn(page);
    const before = complaints.length;
    for (const { path, words } of pages) {
      await page.goto(`${url}${path}`);
      await page.getByText(words).first().waitFor();
      await page.waitForTimeout(500);
      expect([path, complaints.slice(before)]).toEqual([path, []]);
      expect([path, await page.evaluate(() => Reflect.get(window, 'ran') as unknown)]).toEqual([path, undefined]);
      expect(await page.locator('img[src="x"]').count()).toBe(0);
    }
    await page.context().close();
  });

  it('would be stopped by its policy if it did: neither inserted scripts nor eval run', async () => {
    const { page, complaints } = await watchedPage(browser());
    await signIn(page);
    await page.evaluate(() => {
      const inline = document.createElement('script');
      inline.textContent = 'window.ran = 9';
      document.body.append(inline);
      const image = document.createElement('div');
      image.innerHTML = '<img src="data:," onerror="window.ran = 10">';
      document.body.append(image);
    });
    await expect
      .poll(() => complaints.filter((text) => text.includes('Content Security Policy')).length)
      .toBeGreaterThanOrEqual(2);
    expect(await page.evaluate(() => Reflect.get(window, 'ran') as unknown)).toBeUndefined();
    await page.context().close();
  });
});
