/** What `attune` says when it is given no command: what to do next, here. */
import { basename, dirname, relative } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import type { Message } from '@attune/core/texts';
import { findProject } from '../project/index.ts';
import type { Context } from '../operations/operation.ts';
import type { Output } from './terminal.ts';
import { cliTexts } from './texts.ts';
import { pad, wrap } from './width.ts';

export function guide(context: Context, output: Output): string {
  const { bold, cyan, dim } = output.colours;
  const file = projectHere(context);
  const step = (command: string, meaning: Message): string => `  ${cyan(pad(command, 16))}  ${meaning.text}\n`;
  const last = `\n${dim(cliTexts.guideHelp().text)}\n`;
  if (file === undefined) {
    return (
      `${wrap(cliTexts.tagline().text, Math.min(output.width, 88)).join('\n')}\n\n${cliTexts.guideNone().text}\n\n` +
      step('attune init', cliTexts.guideInit()) +
      `\n  ${cyan('attune init --command "python train.py" --metric valid/loss --max-steps 1000 \\')}\n` +
      `  ${cyan('    --hyperparameter lr=1e-4..1:log')}\n` +
      `  ${' '.repeat(16)}  ${cliTexts.guideInitFlags().text}\n` +
      last
    );
  }
  const name = basename(dirname(file));
  return (
    `${bold(cliTexts.guideHere({ name, file: relative(context.directory, file) }).text)}\n\n` +
    step('attune check', cliTexts.guideCheck()) +
    step('attune run', cliTexts.guideRun()) +
    step('attune status', cliTexts.guideStatus()) +
    step('attune report', cliTexts.guideReport()) +
    step('attune best', cliTexts.guideBest()) +
    last
  );
}

/** The project file that commands here would use; undefined where there is none. Throws where `--project` names none. */
function projectHere({ directory, projectPath }: Context): string | undefined {
  try {
    return findProject(directory, projectPath);
  } catch (error) {
    if (projectPath === undefined && error instanceof AttuneError && error.code === 'not-found') return undefined;
    throw error;
  }
}
