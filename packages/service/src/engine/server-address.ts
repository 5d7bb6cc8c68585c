/** Where the processes that send what they measure find their server: in a file, since a variable cannot change. */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serverFile } from '../protocol/index.ts';

export async function writeAddress(directory: string, url: string): Promise<void> {
  const path = join(directory, serverFile);
  // A process may look at any moment.
  await writeFile(`${path}.partial`, `${url}\n`);
  await rename(`${path}.partial`, path);
}

/** The same for a process that runs: where it cannot be told, it goes on asking where it did. */
export async function tellAddress(directory: string, url: string): Promise<void> {
  await writeAddress(directory, url).catch(() => undefined);
}
