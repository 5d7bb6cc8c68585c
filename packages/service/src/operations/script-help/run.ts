/**
 * Runs a training script with `--help` and reads its flags. This runs the user's program, so adapters ask first; it runs
 * without a shell, without input, and for at most half a minute.
 */
import { spawn } from 'node:child_process';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import Type from 'typebox';
import { joinWords } from '../../protocol/index.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { helpArguments } from './arguments.ts';
import { scriptHelpSchema, type ScriptHelpDocument } from './schema.ts';
import { readScriptHelp } from './script-help.ts';

export const scriptHelpTexts = defineTexts('script-help', {
  notStarted: '{command} cannot be run: {reason}; is it installed, and is this the right folder?',
  timedOut: '{command} did not end within {seconds} s: does the script know --help? Go on without --run-help',
  silent: '{command} printed nothing: does the script know --help? Go on without --run-help',
  noFlags: '{command} printed no flags that can be recognised: name the hyperparameters with --hyperparameter instead',
  failed: '{command} ended with status {code}: {line}',
});

export const scriptHelp = defineOperation({
  name: 'script-help',
  summary: 'Run a training script with --help and list its flags',
  permission: 'admin',
  input: inputOf({ command: Type.String({ minLength: 1 }) }),
  result: documentOf('script-help', { ran: Type.String(), ...scriptHelpSchema.properties }),
  run: async (context, { command }) => {
    const words = helpArguments(command);
    const ran = joinWords(words);
    const output = await capture(words, ran, context);
    const help = readScriptHelp(output);
    if (help.flags.length === 0) throw new AttuneError('unsupported', scriptHelpTexts.noFlags({ command: ran }));
    return { schema: 'script-help/1' as const, ran, ...mutable(help) };
  },
});

/** The document's type has plain arrays. */
function mutable({ style, flags }: ReturnType<typeof readScriptHelp>): ScriptHelpDocument {
  return {
    style,
    flags: flags.map(({ aliases, choices, ...flag }) => ({
      ...flag,
      aliases: [...aliases],
      ...(choices === undefined ? {} : { choices: [...choices] }),
    })),
  };
}

const limitSeconds = 30;

/** Characters kept of what the script prints; a configuration of this size is no help text any more. */
const limitCharacters = 1 << 20;

/** What the words print, standard error after standard output. 80 columns wide and without colours. */
async function capture(words: readonly string[], ran: string, context: Context): Promise<string> {
  const [program = '', ...rest] = words;
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(limitSeconds * 1000)]);
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      cwd: context.directory,
      env: { ...context.environment, FORCE_COLOR: undefined, COLUMNS: '80', NO_COLOR: '1', TERM: 'dumb' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out = (out + text).slice(0, limitCharacters)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error = (error + text).slice(0, limitCharacters)));
    child.on('error', (cause) => {
      if (context.signal.aborted) reject(cause);
      else if (signal.aborted) {
        const message = scriptHelpTexts.timedOut({ command: ran, seconds: limitSeconds });
        reject(new AttuneError('unavailable', message, { cause }));
      } else {
        const message = scriptHelpTexts.notStarted({ command: ran, reason: cause.message });
        reject(new AttuneError('unavailable', message, { cause }));
      }
    });
    child.on('close', (code) => {
      const last = error.trim().split('\n').at(-1) ?? '';
      if (code !== 0 && code !== null && last !== '' && !/^\s*usage:/im.test(out + error)) {
        reject(new AttuneError('unavailable', scriptHelpTexts.failed({ command: ran, code, line: last })));
      } else if (out.trim() === '' && error.trim() === '') {
        reject(new AttuneError('unavailable', scriptHelpTexts.silent({ command: ran })));
      } else resolve(`${out}\n${error}`);
    });
  });
}
