/** What Attune told this process: the environment of the trial protocol (docs/protocol.md), checked once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { trialTexts } from './trial-texts.ts';

export type ParameterValue = string | number | boolean | null;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Each is null where the environment does not say. */
export interface Settings {
  readonly directory: string | null;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number | null;
  readonly maxSteps: number | null;
  readonly untilStep: number | null;
  readonly evalEvery: number | null;
  readonly resumeFrom: string | null;
}

/**
 * Reads the `ATTUNE_*` variables and `params.json`. An empty variable counts as absent. Throws `unsupported` for
 * another protocol version, `invalid` for a number that is none or a `params.json` that is no object of plain values.
 */
export function readSettings(environment: Environment): Settings {
  const protocol = text(environment, 'ATTUNE_PROTOCOL');
  if (protocol !== null && protocol !== '1') {
    throw new AttuneError('unsupported', trialTexts.protocol({ value: protocol }));
  }
  const directory = text(environment, 'ATTUNE_DIR');
  return {
    directory,
    parameters: directory === null ? {} : readParameters(join(directory, 'params.json')),
    seed: integer(environment, 'ATTUNE_SEED', 0),
    maxSteps: integer(environment, 'ATTUNE_MAX_STEPS', 1),
    untilStep: integer(environment, 'ATTUNE_UNTIL_STEP', 1),
    evalEvery: integer(environment, 'ATTUNE_EVAL_EVERY', 1),
    resumeFrom: text(environment, 'ATTUNE_RESUME'),
  };
}

function text(environment: Environment, name: string): string | null {
  const value = environment[name];
  return value === undefined || value === '' ? null : value;
}

function integer(environment: Environment, name: string, least: number): number | null {
  const value = text(environment, name);
  if (value === null) return null;
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < least) {
    throw new AttuneError('invalid', trialTexts.notInteger({ name, value, least }));
  }
  return number;
}

function readParameters(file: string): Readonly<Record<string, ParameterValue>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AttuneError('invalid', trialTexts.parametersUnreadable({ file, reason }), { cause });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new AttuneError('invalid', trialTexts.parametersUnreadable({ file, reason: 'it holds something else' }));
  }
  const parameters: Record<string, ParameterValue> = {};
  for (const [name, value] of Object.entries(parsed) as [string, unknown][]) {
    if (!isParameterValue(value)) throw new AttuneError('invalid', trialTexts.parameterKind({ file, name }));
    parameters[name] = value;
  }
  return parameters;
}

function isParameterValue(value: unknown): value is ParameterValue {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
