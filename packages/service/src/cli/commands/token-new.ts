/** `attune token new`: somebody who may reach the server. */
import { defineTexts } from '@attune/core/texts';
import { tokenNew } from '../../operations/tokens/new.ts';
import { scopes } from '../../operations/tokens/tokens.ts';
import { defineCommand } from '../command.ts';

const texts = defineTexts('cli-token-new', {
  summary: 'make a token that lets a person or program reach the server',
  explanation:
    'A server that is not this machine’s alone asks whoever comes for a token. It is printed once and kept nowhere: only ' +
    'its hash is in the store. Browsers ask for it once; programs send it as the header `Authorization: Bearer …`.',
  scopes:
    'Scopes: `read` sees everything but test metrics; `report` also writes notes and measurements; `admin` may do ' +
    'everything, and so start programs on the server’s machine.',
  name: 'of whoever gets it; stands in the event log beside what they change',
  scope: 'what it allows: read, report or admin',
  expires: 'how long it works; default: until it is revoked',
  example: 'a colleague who looks on',
  exampleExpires: 'a program that reports for a month',
  made: 'the token of {name}, with the scope {scope}; copy it now, it is shown only this once:',
});

export const tokenNewCommand = defineCommand({
  name: 'token new',
  operation: tokenNew,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.scopes()],
  arguments: [],
  options: [
    { flag: '--name', type: 'text', value: 'name', describe: texts.name() },
    { flag: '--scope', type: 'text', value: 'scope', describe: texts.scope(), choices: scopes },
    { flag: '--expires', type: 'text', value: 'duration', describe: texts.expires() },
  ],
  examples: [
    { command: 'attune token new --name ada --scope read', describe: texts.example() },
    { command: 'attune token new --name gpu-7 --scope report --expires 30d', describe: texts.exampleExpires() },
  ],
  more: 'docs/cli.md#token-new',
  print: ({ name, scope, token }, terminal) => {
    terminal.write(`${texts.made({ name, scope }).text}\n\n  ${token}\n\n`);
  },
});
