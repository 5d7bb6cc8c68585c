/** The machine's Chromium, without a window. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Why no browser can be started here; null where one can. */
export function noBrowser(): string | null {
  return places.some(existsSync) ? null : `no Chromium in ${places.join(', ')}: install the package chromium`;
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find(existsSync);
  if (executablePath === undefined) throw new Error(noBrowser() ?? '');
  return chromium.launch({ executablePath, args: ['--disable-dev-shm-usage'], timeout: 120_000 });
}
