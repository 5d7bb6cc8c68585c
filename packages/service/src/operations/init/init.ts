/** Begins a project: writes `attune.yaml` and a first round, and never over something that exists. */
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import Type from 'typebox';
import { projectFileName } from '../../project/index.ts';
import { initInput } from './input.ts';
import { inGit, kindOf, schemaFolder } from './place.ts';
import { firstRoundFile, planProject } from './plan.ts';
import { initTexts } from './texts.ts';
import { defineOperation, documentOf, type Context } from '../operation.ts';

const value = Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]);

export const init = defineOperation({
  name: 'init',
  summary: 'Begin a project: write attune.yaml and a first round',
  permission: 'admin',
  input: initInput,
  result: documentOf('init', {
    directory: Type.String({ description: "The project's folder, absolute." }),
    files: Type.Array(
      Type.Object({
        path: Type.String({ description: 'From where the user stands.' }),
        action: Type.Enum(['created', 'replaced', 'extended']),
      }),
    ),
    ranges: Type.Array(Type.Object({ hyperparameter: Type.String(), range: Type.String(), source: Type.String() }), {
      description: 'Ranges that the user did not give, with their source.',
    }),
    offers: Type.Array(
      Type.Object({ hyperparameter: Type.String(), value, source: Type.String(), note: Type.String() }),
      { description: 'Values of the baseline that the user did not give, with their source.' },
    ),
    notes: Type.Array(Type.String()),
    inPlace: Type.Array(Type.String(), { description: 'What must hold before tuning makes sense.' }),
    next: Type.Array(Type.Object({ command: Type.String(), why: Type.String() })),
  }),
  run: async (context, input) => {
    const directory = await folderOf(context);
    const files = [projectFileName, firstRoundFile].map((name) => join(directory, name));
    const shown = (path: string): string => relative(context.directory, path);
    const existing = await existingOf(files);
    const [first] = existing;
    if (first !== undefined && input.force !== true) {
      throw new AttuneError('conflict', initTexts.exists({ file: shown(first) }));
    }
    const plan = planProject(input, { folder: basename(directory), schemas: await schemaFolder(directory) });
    const [projectFile = '', roundFile = ''] = files;
    await mkdir(dirname(roundFile), { recursive: true });
    const flag = input.force === true ? 'w' : 'wx';
    // The project file last: it is what makes a folder a project, so a crash in between leaves none half begun.
    await writeFile(roundFile, plan.roundText, { flag });
    await writeFile(projectFile, plan.projectText, { flag });
    const ignored = await ignoreOutputs(directory);
    return {
      schema: 'init/1' as const,
      directory,
      files: [
        ...files.map((path) => ({
          path: shown(path),
          action: existing.includes(path) ? ('replaced' as const) : ('created' as const),
        })),
        ...(ignored === undefined ? [] : [{ path: shown(ignored.path), action: ignored.action }]),
      ],
      ranges: [...plan.ranges],
      offers: [...plan.offers],
      notes: [
        ...plan.notes.map(({ text }) => text),
        ...(ignored === undefined
          ? []
          : [initTexts.ignored({ file: shown(ignored.path), entries: ignored.entries.join(', ') }).text]),
      ],
      inPlace: [initTexts.pipeline(), initTexts.represents(), initTexts.sealed()].map(({ text }) => text),
      next: [
        { command: 'attune check', why: initTexts.nextCheck().text },
        { command: 'attune run', why: initTexts.nextRun().text },
      ],
    };
  },
});

/** Where the user stands, or the folder that `--project` names (also by the project file to come). */
async function folderOf({ directory, projectPath }: Context): Promise<string> {
  if (projectPath === undefined) return directory;
  const named = resolve(directory, projectPath);
  const folder = basename(named) === projectFileName ? dirname(named) : named;
  if ((await kindOf(folder)) !== 'directory') {
    throw new AttuneError('not-found', initTexts.noFolder({ folder: projectPath }));
  }
  return folder;
}

async function existingOf(files: readonly string[]): Promise<readonly string[]> {
  const kinds = await Promise.all(files.map(kindOf));
  return files.filter((_, index) => kinds[index] !== 'nothing');
}

/** What Attune makes beside the project file: the store, the pages of the report, and what a trial trained again leaves. */
const outputs = ['.attune/', 'report.html', 'report-*.html', 'rerun/'] as const;

/** Keeps them out of git, where there is one; `undefined` where nothing had to be done. */
async function ignoreOutputs(directory: string): Promise<
  | {
      readonly path: string;
      readonly action: 'created' | 'extended';
      readonly entries: readonly string[];
    }
  | undefined
> {
  if (!(await inGit(directory))) return undefined;
  const path = join(directory, '.gitignore');
  const exists = (await kindOf(path)) === 'file';
  const text = exists ? await readFile(path, 'utf8') : '';
  const bare = (line: string): string => line.trim().replaceAll(/^\/|\/$/g, '');
  const present = new Set(text.split('\n').map(bare));
  const entries = outputs.filter((entry) => !present.has(bare(entry)));
  if (entries.length === 0) return undefined;
  await appendFile(path, `${text === '' || text.endsWith('\n') ? '' : '\n'}${entries.join('\n')}\n`);
  return { path, action: exists ? 'extended' : 'created', entries };
}
