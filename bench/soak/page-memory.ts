/** What an open page holds, once its garbage has been collected. */
import type { CDPSession, Page } from 'playwright-core';

export interface PageMemory {
  /** Megabytes of the page's own objects. */
  readonly heap: number;
  /** Elements and texts of its document, those let go of included until they are collected. */
  readonly nodes: number;
}

export async function pageMemory(page: Page): Promise<PageMemory> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Performance.enable');
    // The second collects what the first one's finalizers let go of.
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    return { heap: (await metric(session, 'JSHeapUsedSize')) / 1e6, nodes: await metric(session, 'Nodes') };
  } finally {
    await session.detach();
  }
}

async function metric(session: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}
