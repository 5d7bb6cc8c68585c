/** Tests of what a person sees, in the machine's Chromium; and what a page may not do while it is looked at. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { noBrowser, openBrowser } from './chromium.ts';

/** How long a page may take for one thing on a busy machine, milliseconds. */
const patience = 60_000;

/** Tests that need a browser, of which all in this call share one; skipped with the reason where there is none. */
export function withBrowser(name: string, tests: (browser: () => Browser) => void): void {
  const reason = noBrowser();
  if (reason !== null) {
    process.stdout.write(`${name}: skipped, ${reason}\n`);
    it.skip(`${name}: ${reason}`);
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());
    tests(() => {
      if (browser === undefined) throw new Error('the browser has not been started yet');
      return browser;
    });
  });
}

export interface Sight {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors on the console, uncaught ones and refusals of the content security policy, so far. */
  readonly complaints: readonly string[];
}

/** Where it stands once nothing around it moves any more: what is still being drawn above pushes it down. */
export async function restingBox(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  for (let before = ''; ;) {
    const box = await what.boundingBox();
    if (box !== null && JSON.stringify(box) === before) return box;
    before = JSON.stringify(box);
    await what.page().waitForTimeout(250);
  }
}

/** A page in a context of its own that remembers everything that went wrong in it. */
export async function watchedPage(browser: Browser, { scheme = 'light', width = 1280, height = 900 }: Sight = {}) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height } });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints } satisfies WatchedPage;
}
