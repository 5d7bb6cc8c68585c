/** What `attune` says when it is given no command: what to do next, here. */
import { basename, dirname, relative } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import type { Message } from '@attune/core/texts';
import { findProject } from '../project/index.ts';
import { guidance, type Step } from '../operations/guidance.ts';
import type { Context } from '../operations/operation.ts';
import type { Output } from './terminal.ts';
import { cliTexts } from './texts.ts';
import { pad, wrap } from './width.ts';

export async function guide(context: Context, output: Output): Promise<string> {
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
  const here = `${bold(cliTexts.guideHere({ name, file: relative(context.directory, file) }).text)}\n\n`;
  const steps = await stepsHere(context);
  if (steps.length > 0) return here + stepsText(steps, output) + last;
  return (
    here +
    step('attune check', cliTexts.guideCheck()) +
    step('attune run', cliTexts.guideRun()) +
    step('attune status', cliTexts.guideStatus()) +
    step('attune report', cliTexts.guideReport()) +
    step('attune best', cliTexts.guideBest()) +
    last
  );
}

/** What is to be done first, each with its reason below: commands may be long. */
function stepsText(steps: readonly Step[], { colours, width }: Output): string {
  const lines = steps.map(({ command, why }) => {
    const reason = wrap(why.text, Math.max(20, Math.min(width, 88) - 6)).join('\n      ');
    return `  ${colours.cyan(command)}\n      ${reason}\n`;
  });
  return lines.join('');
}

/** Whoever asks for nothing is refused nothing: files that cannot be read are for the commands to tell. */
async function stepsHere(context: Context): Promise<readonly Step[]> {
  return guidance(context).catch((error: unknown) => {
    if (error instanceof AttuneError) return [];
    throw error;
  });
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
