import { defineTexts } from '@attune/core/texts';
import { candidates } from '../candidates.ts';
import type { LocalCommand } from '../command.ts';

const texts = defineTexts('cli-complete', {
  summary: 'list what a value can be completed with; the shell asks this',
  kind: 'what is asked for',
});

export const completeCommand: LocalCommand = {
  kind: 'local',
  name: '__complete',
  hidden: true,
  summary: texts.summary(),
  explanation: [],
  arguments: [{ property: 'kind', type: 'text', required: true, describe: texts.kind() }],
  options: [],
  examples: [],
  more: 'docs/cli.md#completion',
  run: async (given, { context, print }) => {
    const found = await candidates(String(given['kind']), context);
    print({ schema: 'candidates/1', candidates: found }, found.map((one) => `${one}\n`).join(''));
    return 'ok';
  },
};
