/** The page of a round: what is chosen in one place is chosen everywhere, and the address says it. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attuneClient } from '@attune/client';
import { readRanges } from '../src/selection/ranges.ts';
import { restingBox, watchedPage, withBrowser } from './browser.ts';
import { servedProject, type ServedProject } from './served-project.ts';

withBrowser('a round in the browser', (browser) => {
  let served: ServedProject;

  beforeAll(async () => {
    served = await servedProject(
      {
        '01-rate.yaml':
          'attune: 1\ngoal: maximize\nquestion: Which rate is best?\nsearch: halton\nbudget: { trials: 20 }\n',
      },
      ['1'],
    );
    // The first analysis takes its time, which is not what is tested here.
    await attuneClient({ base: served.url }).call('GET /rounds/{round}/report', { round: 1 });
  });

  afterAll(async () => {
    await served.close();
  });

  async function onPage(path: string, look: (page: Page) => Promise<void>): Promise<void> {
    const { page, complaints } = await watchedPage(browser(), { width: 1440 });
    try {
      await page.goto(served.url + path);
      await look(page);
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  }

  const rows = (page: Page) => page.locator('[role=row][aria-selected]');
  const chosenRows = (page: Page) => page.locator('[role=row][aria-selected=true]');

  /** The first figure of an axis, once it has been drawn. */
  async function firstFigure(page: Page): Promise<Locator> {
    const axis = page.locator('[id^="figure-axis"]').first();
    await axis.scrollIntoViewIfNeeded();
    await axis.locator('[role=img][aria-busy=false]').waitFor();
    return axis.getByRole('img');
  }

  it('marks the trials behind a finding in the table, and says so in the address', () =>
    onPage('/rounds/1', async (page) => {
      // As in `Show its trials: 1, 2, 3, 4, 5 + 18`.
      const evidence = page.getByRole('button', { name: /^Show its trials?: / }).first();
      const [listed = '', rest = '0'] = ((await evidence.textContent()) ?? '').replace(/^[^:]*: /, '').split(' + ');
      const trials = listed.split(', ');
      await evidence.click();
      await page.getByText(new RegExp(`^${trials.length + Number(rest)} trials? chosen$`)).waitFor();
      await page.waitForURL(/[?&]sel=/);
      const written = readRanges(new URL(page.url()).searchParams.get('sel') ?? '');
      expect(written).toHaveLength(trials.length + Number(rest));
      expect(written).toEqual(expect.arrayContaining(trials.map(Number)));
      await page.keyboard.press('Escape');
      await page.waitForURL((url) => !url.searchParams.has('sel'));
      await expect.poll(() => chosenRows(page).count()).toBe(0);
    }));

  it('lets go of the chosen trials by one Escape, also right after a scale was switched', () =>
    onPage('/rounds/1?sel=2,4-5', async (page) => {
      await page.getByText('3 trials chosen').waitFor();
      const scale = page.getByRole('button', { name: /^log [xy]$/ }).first();
      await scale.scrollIntoViewIfNeeded();
      await scale.click();
      await page.getByRole('tooltip').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('tooltip').waitFor({ state: 'detached' });
      await page.waitForURL((url) => !url.searchParams.has('sel'));
    }));

  it('restores selection, filter and objective from a link, and keeps them over a reload', () =>
    onPage('/rounds/1?sel=2,4-5&filter=trial<8&objective=valid/error:minimize&sort=trial', async (page) => {
      for (const time of ['first', 'again']) {
        await page.getByText('3 trials chosen').waitFor();
        expect(await page.getByLabel('Filter trials').inputValue(), time).toBe('trial<8');
        await expect
          .poll(() => page.getByLabel('Judge by').first().inputValue(), { message: time })
          .toContain('valid/error');
        await expect.poll(() => rows(page).count(), { message: time }).toBe(7);
        await expect
          .poll(() => chosenRows(page).evaluateAll((chosen) => chosen.map(({ id }) => id)), { message: time })
          .toEqual(['trial-row-2', 'trial-row-4', 'trial-row-5']);
        // Another objective than the one the round ran for: the page must say what that means.
        await expect.poll(() => page.getByText(/valid\/error/).count(), { message: time }).toBeGreaterThan(0);
        const statement = page.getByRole('alert').filter({ hasText: 'Judged by another objective' }).locator('p');
        await statement.first().waitFor();
        for (const line of await statement.allTextContents()) expect(line).toMatch(/^[A-Z].*[^.]\.$/);
        await page.reload();
      }
    }));

  it('shows the trials behind a count of the verdict in the table, and all again', () =>
    onPage('/rounds/1', async (page) => {
      const count = page.getByRole('button', { name: /^\d+ feasible$/ });
      const feasible = Number.parseInt((await count.textContent()) ?? '', 10);
      await count.click();
      await page.waitForURL((url) => url.searchParams.get('filter') === 'outcome:feasible');
      await page.getByText(`${feasible} of `).first().waitFor();
      expect(await count.getAttribute('aria-pressed')).toBe('true');
      await count.click();
      await page.waitForURL((url) => !url.searchParams.has('filter'));
    }));

  it('says which words of a filter it does not understand', () =>
    onPage('/rounds/1', async (page) => {
      const filter = page.getByLabel('Filter trials');
      await filter.fill('nothing<1');
      await expect.poll(() => filter.getAttribute('aria-invalid')).toBe('true');
      await filter.fill('trial<3');
      await expect.poll(() => rows(page).count()).toBe(2);
      await expect.poll(() => filter.getAttribute('aria-invalid')).not.toBe('true');
      await page.waitForURL(/filter=trial%3C3/);
    }));

  it('chooses the trials inside of a rectangle that is dragged over a figure', () =>
    onPage('/rounds/1', async (page) => {
      const figure = await firstFigure(page);
      await figure.scrollIntoViewIfNeeded();
      const box = await restingBox(figure);
      await page.mouse.move(box.x + 1, box.y + 1);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.move(box.x + box.width - 2, box.y + box.height - 2);
      await page.mouse.up();
      await page.getByText(/^\d+ trials chosen$/).waitFor();
      await expect.poll(() => chosenRows(page).count()).toBeGreaterThan(3);
    }));

  it('chooses in a figure by keys: a rectangle that arrows move and resize', () =>
    onPage('/rounds/1', async (page) => {
      const figure = await firstFigure(page);
      await figure.focus();
      await figure.press('Enter');
      for (let time = 0; time < 14; time++) {
        await figure.press('ArrowLeft');
        await figure.press('ArrowUp');
      }
      for (let time = 0; time < 30; time++) {
        await figure.press('Shift+ArrowRight');
        await figure.press('Shift+ArrowDown');
      }
      // By now it holds the whole plot.
      await page.getByText(/^2\d trials chosen$/).waitFor();
      await page.waitForURL(/[?&]sel=/);
      await figure.press('Escape');
      await page.waitForURL((url) => !url.searchParams.has('sel'));
    }));

  it('takes what was asked before its code had come, and asks for no result twice', () =>
    onPage('/', async (page) => {
      await page.getByText('Which rate is best?').first().waitFor();
      // What was read before the server's stream has begun is read again then.
      await page.route('**/api/v1/events/stream*', () => undefined);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(`${served.url}/rounds/1?objective=valid/error:minimize`);
      await rows(page).first().waitFor();
      for (const what of ['report', 'table', 'metrics']) {
        expect(
          asked.filter((path) => path === `/api/v1/rounds/1/${what}`),
          what,
        ).toHaveLength(1);
      }
    }));

  it('opens, from a finding, the proposal that does what the finding asks for, or says that none does', () =>
    onPage('/rounds/1', async (page) => {
      // Seeds are what a comparison is for.
      await page
        .getByRole('article')
        .getByRole('link', { name: /^Run it again with \d+ seeds$/ })
        .first()
        .click();
      await page.waitForURL(/\/compare\?trials=\d+(,|%2C)\d+/);
      await page.goto(`${served.url}/rounds/1?next=true&wish=noise-floor`);
      const dialog = page.getByRole('dialog', { name: 'What follows from the findings' });
      await dialog.waitFor();
      await dialog
        .getByText('Does what the finding asks for')
        .or(dialog.getByText(/^No round that is proposed now does what the finding asks for: “/))
        .first()
        .waitFor();
      await dialog
        .getByText(/trials × \d+ \w+: \d+ of the search, and \d+ runs? of the baseline/)
        .first()
        .waitFor();
      // The same card as in the notebook, its reasons open; here it tells its command too.
      await dialog
        .getByRole('button', { name: /^. Why: \d+ reasons?$/, expanded: true })
        .first()
        .waitFor();
      await dialog.getByText('attune next --write 1', { exact: true }).waitFor();
      await dialog.getByRole('button', { name: 'Edit first' }).first().click();
      await page.waitForURL(({ pathname, searchParams }) => pathname === '/' && searchParams.has('edit'));
    }));

  /** Two keys that lead to another page; again where so much time passed between them that they were none. */
  async function goBy(page: Page, key: string, address: RegExp): Promise<void> {
    const there = async () => {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      return page.waitForURL(address, { timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(there).toBe(true);
  }

  it('is used by keys: rows, choosing, opening, other pages, help', () =>
    onPage('/rounds/1', async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      await page.keyboard.press('x');
      await page.getByText('1 trial chosen').waitFor();
      await expect.poll(() => page.locator('[role=row][data-current=true][aria-selected=true]').count()).toBe(1);
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).getByText('next trial in the table').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await goBy(page, 'l', /\/live$/);
      await goBy(page, 'r', /\/rounds\/1/);
      await rows(page).first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('lr<0.1');
      await page.waitForURL(/filter=/);
    }));

  it('leads on with what is chosen: its curves, and nothing but these', () =>
    onPage('/rounds/1?sel=2,5-6', async (page) => {
      await page.getByText('3 trials chosen').waitFor();
      await page.getByRole('link', { name: 'Curves' }).last().click();
      const named = page.getByRole('list', { name: 'Trials on the charts' }).getByRole('button', { pressed: true });
      await named.nth(2).waitFor();
      expect((await named.allTextContents()).map((text) => /trial (\d+)/.exec(text)?.[1])).toEqual(['2', '5', '6']);
    }));

  it('goes to a trial by its number', () =>
    onPage('/', async (page) => {
      await page.getByText('Which rate is best?').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Go to' }).fill('t7');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/trials\/7$/);
      await page.getByRole('heading', { level: 1, name: 'Trial 7' }).waitFor();
    }));

  it('takes what is typed before the field that goes to a trial is there, Enter too', () =>
    onPage('/', async (page) => {
      await page.getByText('Which rate is best?').first().waitFor();
      const typed = Promise.withResolvers<undefined>();
      await page.route(/\/go-to[^/]*\.js$/, async (route) => {
        await typed.promise;
        await route.continue();
      });
      await page.keyboard.press('Control+k');
      await page.keyboard.type('t7');
      await page.keyboard.press('Enter');
      typed.resolve(undefined);
      await page.waitForURL(/\/trials\/7$/);
      // And once its code is there.
      await page.keyboard.press('Control+k');
      await page.keyboard.type('t8');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/trials\/8$/);
    }));

  it('leaves no gap between the choices and the curves where there is nothing to say', () =>
    onPage('/curves', async (page) => {
      const list = page.getByRole('list', { name: 'Trials on the charts' }).first();
      await list.waitFor();
      await expect
        .poll(async () => {
          const controls = await page.getByRole('button', { name: 'Show all' }).boundingBox();
          const charts = await list.boundingBox();
          return (charts?.y ?? Infinity) - (controls?.y ?? 0) - (controls?.height ?? 0);
        })
        .toBeLessThan(24);
    }));

  it('names the curve under the pointer, and chooses it by a click', () =>
    onPage('/curves', async (page) => {
      const chart = page.getByRole('img', { name: /^Curves of/ }).first();
      await chart.locator('canvas').first().waitFor();
      const entry = page.getByRole('list', { name: 'Trials on the charts' }).first().getByRole('button').first();
      const name = /trial \d+/.exec((await entry.textContent()) ?? '')?.[0] ?? 'no trial';
      await entry.click();
      await page.waitForURL(/[?&]sel=\d+/);
      expect(`trial ${new URL(page.url()).searchParams.get('sel')}`).toBe(name);
      // Somewhere down the middle there is a line, once its points have come.
      const told = async () => {
        const box = await restingBox(chart);
        let words = '';
        for (let part = 0.1; part < 0.95 && words === ''; part += 0.02) {
          await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * part);
          words = await chart.locator('xpath=following-sibling::div').innerText();
        }
        return words;
      };
      await expect.poll(told).toMatch(/^trial \d+ · (train|valid)\/loss [\d.e-]+ · step \d+$/);
    }));
});
