/** How much of what stood on a page moved while it was filled (the Layout Instability specification; 0.1 is called good). */
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    movedSoFar?: number;
  }
}

/** What a browser tells of one shift, as far as it is read here. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Call before the page is opened. */
export async function watchLayout(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.movedSoFar = 0;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as LayoutShift[]) {
        if (!shift.hadRecentInput) window.movedSoFar = (window.movedSoFar ?? 0) + shift.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Sum of all shifts until now, in shares of the window times shares of its height. */
export async function layoutShift(page: Page): Promise<number> {
  const moved = await page.evaluate(() => window.movedSoFar);
  if (moved === undefined) throw new Error('the page was opened before its layout was watched');
  return moved;
}
