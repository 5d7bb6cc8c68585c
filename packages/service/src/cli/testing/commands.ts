/** A small table of commands, so that tests of the framework do not depend on what Attune can do. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import Type from 'typebox';
import { defineOperation, documentOf, inputOf } from '../../operations/operation.ts';
import { defineCommand, type Command } from '../command.ts';
import { completionCommand } from '../commands/completion.ts';

const texts = defineTexts('test-paint', {
  summary: 'paint a wall',
  explanation:
    'Paints one wall, or several, in as many coats as are asked for. Walls dry between coats, so that takes a while.',
  wall: 'which wall',
  coats: 'how many coats',
  finish: 'how it shines',
  colours: 'colours to mix',
  dry: 'let it dry first',
  example: 'two coats on the north wall',
  plan: 'plan the painting of a house',
  failed: 'there is no wall {wall}: build it first',
});

const paint = defineOperation({
  name: 'paint',
  summary: 'Paint a wall',
  permission: 'admin',
  input: inputOf({
    wall: Type.String(),
    coats: Type.Optional(Type.Integer({ minimum: 1 })),
    finish: Type.Optional(Type.String()),
    colours: Type.Optional(Type.Array(Type.String())),
    dryFirst: Type.Optional(Type.Boolean()),
  }),
  result: documentOf('paint', {
    wall: Type.String(),
    coats: Type.Integer(),
    gloss: Type.Number(),
    actor: Type.String(),
  }),
  run: async (context, { wall, coats = 1 }) => {
    if (wall === 'defect') throw new RangeError('a brush without hair');
    if (wall === 'missing') throw new AttuneError('not-found', texts.failed({ wall }));
    if (wall === 'long') {
      await context.clock.sleep(60_000, context.signal);
      context.signal.throwIfAborted();
    }
    context.progress({ kind: 'message', level: 'info', message: texts.summary() });
    return { schema: 'paint/1' as const, wall, coats, gloss: Number.NaN, actor: context.actor };
  },
});

export const testCommands: readonly Command[] = [
  defineCommand({
    name: 'paint',
    operation: paint,
    summary: texts.summary(),
    explanation: [texts.explanation()],
    arguments: [{ property: 'wall', type: 'text', required: true, describe: texts.wall(), complete: 'trial' }],
    options: [
      { flag: '--coats', short: '-c', type: 'integer', value: 'n', describe: texts.coats() },
      { flag: '--finish', type: 'text', value: 'kind', describe: texts.finish(), choices: ['matt', 'gloss'] },
      { flag: '--colours', type: 'list', value: 'names', describe: texts.colours() },
      { flag: '--dry-first', type: 'switch', describe: texts.dry() },
    ],
    examples: [{ command: 'attune paint north --coats 2', describe: texts.example() }],
    more: 'docs/cli.md#paint',
    print: (result, terminal) => terminal.write(`painted ${result.wall}, ${result.coats}\n`),
    outcome: ({ coats }) => (coats > 3 ? 'unsatisfied' : 'ok'),
  }),
  defineCommand({
    name: 'house plan',
    operation: paint,
    summary: texts.plan(),
    explanation: [],
    arguments: [],
    options: [],
    examples: [],
    more: 'docs/cli.md#house',
    input: () => Promise.resolve({ wall: 'all' }),
    print: (result, terminal) => terminal.write(`planned ${result.wall}\n`),
  }),
  completionCommand,
];
