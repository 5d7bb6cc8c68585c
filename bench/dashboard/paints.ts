/** How soon a page is painted, in a browser that has nothing of it, from a server that has been asked before. */
import type { Browser } from 'playwright-core';
import { firstPaint, timeWhen } from './in-page.ts';

/** Pages opened for a median; the first one warms the server and does not count. */
const times = 5;

export interface Paints {
  /** Milliseconds from the start of the navigation until something is there, median. */
  readonly first: number;
  /** Until what the page is for is there; infinite where it did not come in time. */
  readonly shown: number;
}

/** `shown` is an expression in the page; `patience` in milliseconds. */
export async function paints(browser: Browser, url: string, shown: string, patience: number): Promise<Paints> {
  const first: number[] = [];
  const whole: number[] = [];
  for (let time = 0; time <= times; time++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    try {
      const page = await context.newPage();
      await page.goto(url, { waitUntil: 'commit' });
      const at = (await page.evaluate<number | null>(timeWhen(shown, patience))) ?? Infinity;
      const painted = await page.evaluate<number | null>(firstPaint);
      if (time > 0 || at === Infinity) {
        first.push(painted ?? Infinity);
        whole.push(at);
      }
      if (at === Infinity) break;
    } finally {
      await context.close();
    }
  }
  return { first: median(first), shown: median(whole) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
