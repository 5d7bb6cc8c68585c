/** `attune token list`: who may reach the server. */
import { defineTexts } from '@attune/core/texts';
import { tokenList } from '../../operations/tokens/list.ts';
import { defineCommand } from '../command.ts';
import { table, type Column } from '../table.ts';

const texts = defineTexts('cli-token-list', {
  summary: 'list the tokens: of whom, for what, until and last used when',
  explanation: 'What a token is cannot be shown: only its hash is kept. Make another one for whoever has lost theirs.',
  none: 'there are no tokens: make one with attune token new',
  example: 'all of them, also those that ended',
  name: 'name',
  scope: 'scope',
  status: 'status',
  created: 'made',
  expires: 'expires',
  lastUsed: 'last used',
  never: 'never',
});

type Row = Awaited<ReturnType<typeof tokenList.run>>['tokens'][number];

const columns: readonly Column<Row>[] = [
  { header: texts.name().text, cell: ({ name }) => name },
  { header: texts.scope().text, cell: ({ scope }) => scope },
  { header: texts.status().text, cell: ({ status }) => status },
  { header: texts.expires().text, cell: ({ expires }) => day(expires), drop: 1 },
  { header: texts.lastUsed().text, cell: ({ lastUsed }) => day(lastUsed), drop: 2 },
  { header: texts.created().text, cell: ({ created }) => day(created), drop: 3 },
];

export const tokenListCommand = defineCommand({
  name: 'token list',
  operation: tokenList,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [],
  options: [],
  examples: [{ command: 'attune token list', describe: texts.example() }],
  more: 'docs/cli.md#token-list',
  print: ({ tokens }, terminal) => {
    if (tokens.length === 0) {
      terminal.write(`${texts.none().text}\n`);
      return;
    }
    terminal.write(table(columns, tokens, terminal));
  },
});

/** To the minute, UTC. */
function day(time: string | null): string {
  return time === null ? texts.never().text : `${time.slice(0, 10)} ${time.slice(11, 16)}`;
}
