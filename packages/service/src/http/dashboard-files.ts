/** Where the dashboard's built pages lie; in a checkout they are built when they are missing or older than their sources. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AttuneError } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';

export const dashboardFilesTexts = defineTexts('dashboard-files', {
  building: 'building the dashboard’s pages, once',
  unbuilt: 'the dashboard could not be built: {problem}; with --no-dashboard the API is served without it',
});

/** Beside the sources of a checkout. */
const package_ = fileURLToPath(new URL('../../../dashboard/', import.meta.url));

/** The folder to serve; `tell` hears when it is being built. Throws `unavailable` where it cannot be. */
export async function dashboardFiles(tell: (message: Message) => void, folder: string = package_): Promise<string> {
  const built = join(folder, 'dist');
  if (await fresh(folder)) return built;
  tell(dashboardFilesTexts.building());
  // Servers that begin at once each build their own: none may see another's half.
  const own = await mkdtemp(join(folder, 'dist-'));
  try {
    const vite = dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json'));
    const words = [join(vite, 'bin/vite.js'), 'build', '--logLevel', 'error', '--outDir', own, '--emptyOutDir'];
    await promisify(execFile)(process.execPath, words, {
      cwd: folder,
      // Whatever this process is for: the pages are for people.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    // Where another was quicker, its pages are as good.
    if (!(await fresh(folder))) await replaceFolder(built, own);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new AttuneError('unavailable', dashboardFilesTexts.unbuilt({ problem }), { cause });
  } finally {
    await removeFolder(own);
  }
  return built;
}

async function replaceFolder(old: string, next: string): Promise<void> {
  const aside = `${next}-old`;
  try {
    await rename(old, aside).catch(() => undefined);
    await rename(next, old).catch(async (error: unknown) => {
      if ((await changedAt(join(old, 'index.html'))) === 0) throw error;
    });
  } finally {
    await removeFolder(aside);
  }
}

const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Whether nothing that it is built from is newer; without sources what is there is taken as it is. */
async function fresh(folder: string): Promise<boolean> {
  const built = await changedAt(join(folder, 'dist/index.html'));
  const sources = await Promise.all(
    ['src', 'public', 'index.html', 'vite.config.ts', '../client/src', '../core/src/figures'].map((name) =>
      newest(join(folder, name)),
    ),
  );
  return built > 0 && Math.max(...sources) <= built;
}

async function newest(path: string): Promise<number> {
  const own = await changedAt(path);
  if (own === 0) return 0;
  const inner = await readdir(path, { recursive: true }).catch(() => []);
  return Math.max(own, ...(await Promise.all(inner.map((name) => changedAt(join(path, name))))));
}

/** Milliseconds; 0 where there is nothing. */
async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
