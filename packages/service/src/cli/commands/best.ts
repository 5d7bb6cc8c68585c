/** `attune best`: the winner, to be taken away. */
import type { Static } from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { best } from '../../operations/report/best.ts';
import { defineCommand } from '../command.ts';
import { cellNumber, table } from '../table.ts';

const texts = defineTexts('cli-best', {
  summary: 'take the best configuration away',
  explanation:
    'Prints the best feasible trial of a round. With one of --command, --params or --checkpoint it prints that alone, for ' +
    'use in scripts. The command is to be run in the folder of attune.yaml. The best of many trials is an optimistic value: another seed will mostly be a little worse.',
  round: 'which round; default: the latest',
  command: 'only the command that trains it, to be run in the folder of attune.yaml',
  params: 'only its hyperparameters, as JSON, as the training program receives them',
  checkpoint: 'only the path of its saved state nearest to its best step',
  exampleCommand: 'train it again, in the folder of attune.yaml',
  exampleParams: 'keep its hyperparameters',
  heading: 'trial {trial} of round {round}: {metric} {value} at step {step}',
  baseline: 'the baseline has {value}; the best of {count} trials is an optimistic value',
  alone: 'the best of {count} trials is an optimistic value',
  saved: 'checkpoint at step {step}: {path}',
  unsaved: 'it announced no checkpoint',
  again: 'to train it again, in the folder of attune.yaml',
  one: 'give only one of --command, --params and --checkpoint',
  hyperparameter: 'hyperparameter',
  value: 'value',
});

export const bestCommand = defineCommand({
  name: 'best',
  operation: best,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [],
  options: [
    { flag: '--round', type: 'integer', value: 'n', describe: texts.round(), complete: 'round' },
    { flag: '--command', type: 'switch', describe: texts.command() },
    { flag: '--params', type: 'switch', describe: texts.params() },
    { flag: '--checkpoint', type: 'switch', describe: texts.checkpoint() },
  ],
  examples: [
    { command: 'sh -c "$(attune best --command)"', describe: texts.exampleCommand() },
    { command: 'attune best --params > best.json', describe: texts.exampleParams() },
  ],
  more: 'docs/cli.md#best',
  input: ({ command, params, checkpoint, ...given }) => {
    const asked = Object.entries({ command, params, checkpoint }).filter(([, value]) => value === true);
    if (asked.length > 1) throw new AttuneError('invalid', texts.one());
    return Promise.resolve({ ...given, ...(asked[0] === undefined ? {} : { only: asked[0][0] }) });
  },
  print: (result, terminal) => {
    const { bold, dim } = terminal.colours;
    const out = (line: string): void => terminal.write(`${line}\n`);
    const { trial, round, metric, objective, bestStep, optimistic, baseline, checkpoint } = result;
    if (result.only !== null) {
      out(alone(result));
      return;
    }
    out(bold(texts.heading({ trial, round, metric, value: cellNumber(objective), step: bestStep }).text));
    const compared =
      baseline === null
        ? texts.alone({ count: optimistic })
        : texts.baseline({ value: cellNumber(baseline), count: optimistic });
    out(dim(compared.text));
    out('');
    terminal.write(
      table(
        [
          { header: texts.hyperparameter().text, cell: ([name]) => name },
          {
            header: texts.value().text,
            cell: ([, value]) => (typeof value === 'number' ? value : String(value)),
            align: 'right',
          },
        ],
        Object.entries(result.configuration),
        terminal,
      ),
    );
    out('');
    out(checkpoint === null ? dim(texts.unsaved().text) : texts.saved(checkpoint).text);
    out(`\n${bold(texts.again().text)}\n  ${result.command}`);
  },
});

/** The one thing that was asked for, for a script. */
function alone({ only, command, params, checkpoint }: Static<typeof best.result>): string {
  switch (only) {
    case 'command':
      return command;
    case 'params':
      return JSON.stringify(params, null, 2);
    case 'checkpoint':
    case null:
      return checkpoint?.path ?? '';
  }
}
