/** The `train:` part of a project file: how one trial is trained. */
import type { Training } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { ownLoopCommand, parseCommand, passesArguments } from '../protocol/index.ts';
import { parseDuration } from './duration.ts';
import { brief, fieldOf, isGiven, type Field, type FieldReader, type Warn } from './fields.ts';
import { projectParts } from './project-schema.ts';

export const trainingTexts = defineTexts('train', {
  badCommand: 'command is {value}: write a line, or a list of words',
  noEvalEvery: 'command uses {macro}, but train.eval_every is not given: add it, or remove the macro',
  lateEvaluation: 'eval_every is {value}, beyond max_steps {max}: nothing would ever be evaluated; write at most {max}',
  badDuration: '{field} is {value}: write seconds, or a duration such as 30s, 90m, 2h or 1h30m',
  noArguments:
    'command hands over no hyperparameters: add {macro}, unless the program reads params.json in the folder ATTUNE_DIR',
});

/** Reads the part, with its defaults; undefined, and reported, where it is wrong. */
export function readTraining(field: Field, reader: FieldReader, warn: Warn): Training | undefined {
  if (!isGiven(field, 'train: { command: python train.py …, max_steps: 1000 }', reader, [])) return undefined;
  const mapping = reader.mapping(field, projectParts.train);
  if (mapping === undefined) return undefined;
  const at = (name: string): Field => fieldOf(mapping, name, field.path);
  const given = <T>(name: string, read: (field: Field) => T | undefined): T | undefined =>
    at(name).value === undefined ? undefined : read(at(name));

  const maxSteps = isGiven(at('max_steps'), 'max_steps: 1000', reader, field.path)
    ? reader.integer(at('max_steps'), { low: 1 })
    : undefined;
  const evalEvery = given('eval_every', (value) => reader.integer(value, { low: 1 }));
  if (evalEvery !== undefined && maxSteps !== undefined && evalEvery > maxSteps) {
    reader.report(
      at('eval_every').path,
      trainingTexts.lateEvaluation({ value: brief(evalEvery), max: brief(maxSteps) }),
    );
  }
  const setup = given('setup', (value) => reader.text(value));
  const stepUnit = given('step', (value) => reader.text(value));
  const timeLimitSeconds = given('time_limit', (value) => readDuration(value, reader));
  const graceSeconds = given('grace_seconds', (value) => reader.number(value, { low: 0 }));
  const commandField = at('command');
  const command = isGiven(commandField, 'command: python train.py ${args}', reader, field.path)
    ? readCommand(commandField, at('eval_every').value !== undefined, reader, warn)
    : undefined;
  if (command === undefined || maxSteps === undefined) return undefined;
  return {
    command,
    maxSteps,
    stepUnit: stepUnit ?? 'step',
    graceSeconds: graceSeconds ?? 30,
    ...(setup === undefined ? {} : { setup }),
    ...(evalEvery === undefined ? {} : { evalEvery }),
    ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
  };
}

function readCommand(
  { path, value }: Field,
  hasEvalEvery: boolean,
  reader: FieldReader,
  warn: Warn,
): string | readonly string[] | undefined {
  const command = commandOf(value);
  if (command === undefined) {
    reader.report(path, trainingTexts.badCommand({ value: brief(value) }));
    return undefined;
  }
  const { template, problems } = parseCommand(command);
  for (const problem of problems) reader.report(path, problem);
  if (problems.length > 0) return undefined;
  if (template.macros.includes('eval_every') && !hasEvalEvery) {
    reader.report(path, trainingTexts.noEvalEvery({ macro: '${eval_every}' }));
  }
  if (command !== ownLoopCommand && !passesArguments(template))
    warn(path, trainingTexts.noArguments({ macro: '${args}' }));
  return command;
}

/** A line, or words; numbers and truth values among the words are taken as they print. */
function commandOf(value: unknown): string | readonly string[] | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  const words: string[] = [];
  for (const word of value as readonly unknown[]) {
    if (typeof word !== 'string' && typeof word !== 'number' && typeof word !== 'boolean') return undefined;
    words.push(String(word));
  }
  return words;
}

function readDuration({ name, path, value }: Field, reader: FieldReader): number | undefined {
  const seconds = parseDuration(value);
  if (seconds === undefined) reader.report(path, trainingTexts.badDuration({ field: name, value: brief(value) }));
  return seconds;
}
