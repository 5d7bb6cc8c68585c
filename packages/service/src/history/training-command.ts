/** The shell commands that train a configuration again, outside Attune: everything that the protocol hands over, spelt out. */
import { argumentsOf, type Configuration } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import {
  buildCommand,
  ownLoop,
  paramsFile,
  paramsText,
  parseCommand,
  protocolEnvironment,
  shellWord,
} from '../protocol/index.ts';

/** The folder that a rerun writes into, below the one that it is started in. */
const folder = 'rerun';

/**
 * For a POSIX shell in the folder of `attune.yaml`: makes `rerun/` anew, in which the program finds `params.json` and leaves
 * `metrics.jsonl`, and runs the trial's command with the trial's seed. Variables of the environment stay variables:
 * their values may be secrets.
 */
export function trainingCommand(
  project: Project,
  trial: { readonly id: number; readonly configuration: Configuration; readonly seed: number },
): string {
  const { maxSteps, evalEvery, setup } = project.train;
  const given = argumentsOf(project.space, trial.configuration);
  if (ownLoop(project)) {
    const parameters = JSON.stringify(JSON.parse(paramsText(given)));
    return `# in a program of yours: seed ${trial.seed}, ${maxSteps} steps, ${parameters}`;
  }
  const settings = {
    directory: folder,
    seed: trial.seed,
    maxSteps,
    untilStep: maxSteps,
    ...(evalEvery === undefined ? {} : { evalEvery }),
  };
  const { ATTUNE_DIR: directory, ...variables } = protocolEnvironment({ ...settings, trial: trial.id });
  const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const words = buildCommand(parseCommand(project.train.command).template, {
    ...settings,
    arguments: given,
    environment: variableMarks,
  });
  const parameters = JSON.stringify(JSON.parse(paramsText(given)));
  return [
    `rm -rf ${folder}`,
    `mkdir -p ${folder}/checkpoints`,
    `printf '%s' ${shellWord(parameters)} > ${folder}/${paramsFile}`,
    // In braces on lines of its own: a set-up may end in a comment.
    ...(setup === undefined ? [] : [`{\n${setup}\n}`]),
    `${assignments.join(' ')} ATTUNE_DIR="$PWD/${directory ?? folder}" ${words.map(expanding).join(' ')}`,
  ].join(' && ');
}

/** Stands for every variable's value: its name between marks that no command line can hold. */
const variableMarks: Readonly<Record<string, string>> = new Proxy(
  {},
  { get: (_, name) => `\u0000${String(name)}\u0000` },
);

/** A word for the shell, in which marked variables are expansions. */
function expanding(word: string): string {
  return word
    .split('\u0000')
    .map((piece, index) => (index % 2 === 1 ? `"$${piece}"` : piece === '' && word !== '' ? '' : shellWord(piece)))
    .join('');
}
