/** Shows an address in the user's browser. */
import { spawn } from 'node:child_process';

/** Does nothing where there is none: the address has been printed. */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const [command, words] = opener(platform);
  const child = spawn(command, [...words, url], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

function opener(platform: NodeJS.Platform): readonly [string, readonly string[]] {
  if (platform === 'darwin') return ['open', []];
  // `start` takes its first quoted word for a title.
  if (platform === 'win32') return ['cmd', ['/c', 'start', '']];
  return ['xdg-open', []];
}
