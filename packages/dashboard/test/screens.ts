/**
 * Pictures of every page of a served project in both themes and three widths, for a person to look at.
 *
 *   node packages/dashboard/test/screens.ts http://127.0.0.1:4400 directory [round] [trial] [other trial]
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from './chromium.ts';

const [url = 'http://127.0.0.1:4400', directory = 'screens', round = '1', trial = '1', other = '2'] =
  process.argv.slice(2);

const pages = {
  notebook: '/',
  round: `/rounds/${round}`,
  chosen: `/rounds/${round}?sel=${trial},${other}`,
  next: `/rounds/${round}?next=true`,
  curves: '/curves',
  trial: `/trials/${trial}`,
  compare: `/compare?trials=${trial},${other}`,
  comparing: '/compare',
  live: '/live',
  nothing: '/nowhere',
};

mkdirSync(directory, { recursive: true });
const browser = await openBrowser();
for (const scheme of ['light', 'dark'] as const) {
  for (const width of [420, 1000, 1600]) {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 1000 } });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(url + path);
      await page.locator('h1').first().waitFor();
      // Figures are drawn when they come near.
      for (let down = 0; down < 12; down++) await page.mouse.wheel(0, 800);
      await page.waitForTimeout(1500);
      await page.mouse.wheel(0, -20_000);
      await page.waitForTimeout(500);
      const shown = name === 'next' ? {} : { fullPage: true };
      await page.screenshot({ path: join(directory, `${name}-${scheme}-${width}.png`), ...shown });
    }
    await context.close();
  }
}
await browser.close();
