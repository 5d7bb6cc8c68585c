/** `attune token revoke`: somebody who may reach the server no more. */
import { defineTexts } from '@attune/core/texts';
import { tokenRevoke } from '../../operations/tokens/revoke.ts';
import { defineCommand } from '../command.ts';

const texts = defineTexts('cli-token-revoke', {
  summary: 'end a token',
  explanation: 'Every server of the project refuses it within seconds, and ends the live streams that it has open.',
  name: 'of the token',
  example: 'somebody who has left',
  revoked: 'the token of {name} opens nothing any more',
});

export const tokenRevokeCommand = defineCommand({
  name: 'token revoke',
  operation: tokenRevoke,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [{ property: 'name', type: 'text', required: true, describe: texts.name() }],
  options: [],
  examples: [{ command: 'attune token revoke ada', describe: texts.example() }],
  more: 'docs/cli.md#token-revoke',
  print: ({ name }, terminal) => {
    terminal.write(`${texts.revoked({ name }).text}\n`);
  },
});
