/** `attune trials`: a table of trials. */
import { defineTexts } from '@attune/core/texts';
import { trials } from '../../operations/trials.ts';
import { defineCommand } from '../command.ts';
import { table } from '../table.ts';
import { trialColumns } from './trial-columns.ts';

const texts = defineTexts('cli-trials', {
  summary: 'list trials with state, objective and hyperparameters',
  explanation:
    "A trial's objective is its best value over training. Infeasible trials could not give a usable result (diverged, out " +
    'of memory, no better than chance, an outlier); failed ones were lost to infrastructure or a mistake. A narrow screen leaves columns out: --json has all.',
  round: 'only this round',
  status: 'only trials in these states',
  outcome: 'only trials whose results count so: one that completed may be infeasible',
  sort: 'by number, or by objective with the best first',
  limit: 'at most so many',
  exampleBest: 'the five best',
  exampleBad: 'what did not work',
  empty: 'No trial matches.',
  more: '{count} more: --limit {total} lists all',
});

export const trialsCommand = defineCommand({
  name: 'trials',
  operation: trials,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [],
  options: [
    { flag: '--round', type: 'integer', value: 'n', describe: texts.round(), complete: 'round' },
    {
      flag: '--status',
      type: 'list',
      value: 'states',
      describe: texts.status(),
      choices: ['waiting', 'running', 'paused', 'completed', 'infeasible', 'failed', 'stopped'],
    },
    {
      flag: '--outcome',
      type: 'list',
      value: 'outcomes',
      describe: texts.outcome(),
      choices: ['feasible', 'infeasible', 'censored', 'failed', 'pending'],
    },
    { flag: '--sort', type: 'text', value: 'by', describe: texts.sort(), choices: ['number', 'objective'] },
    { flag: '--limit', type: 'integer', value: 'n', describe: texts.limit() },
  ],
  examples: [
    { command: 'attune trials --sort objective --limit 5', describe: texts.exampleBest() },
    { command: 'attune trials --outcome infeasible,failed', describe: texts.exampleBad() },
  ],
  more: 'docs/cli.md#trials',
  print: (result, terminal) => {
    if (result.trials.length === 0) {
      terminal.write(`${texts.empty().text}\n`);
      return;
    }
    terminal.write(
      table(trialColumns(result.trials, result.objective.metric, terminal.colours), result.trials, terminal),
    );
    const count = result.total - result.trials.length;
    if (count > 0) terminal.write(`${terminal.colours.dim(texts.more({ count, total: result.total }).text)}\n`);
  },
});
