/** `attune unseal`: the test set, opened with a reason. */
import { defineTexts } from '@attune/core/texts';
import { unseal } from '../../operations/launch/unseal.ts';
import { defineCommand } from '../command.ts';
import { printUnsealed } from './unsealed-printed.ts';

const texts = defineTexts('cli-unseal', {
  summary: 'show test metrics, which are sealed otherwise',
  explanation:
    'Metrics named test/… are stored but never shown, since whoever chooses by them can no longer measure with them. unseal ' +
    'shows them once, at the step that validation chose, and writes into the log who asked, when and why.',
  reason: 'why; kept in the log',
  trials: 'numbers of trials; default: every completed run of the baseline',
  example: 'the end of a project',
  exampleTrials: 'two runs, for a bug',
});

export const unsealCommand = defineCommand({
  name: 'unseal',
  operation: unseal,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [
    {
      property: 'trials',
      type: 'integer',
      required: false,
      variadic: true,
      describe: texts.trials(),
      complete: 'trial',
    },
  ],
  options: [{ flag: '--reason', type: 'text', value: 'text', describe: texts.reason() }],
  examples: [
    { command: 'attune unseal --reason "final evaluation"', describe: texts.example() },
    { command: 'attune unseal 7 9 --reason "is test/error computed at all?"', describe: texts.exampleTrials() },
  ],
  more: 'docs/cli.md#unseal',
  input: ({ trials, ...given }) =>
    Promise.resolve({ ...given, ...(Array.isArray(trials) && trials.length > 0 ? { trials } : {}) }),
  print: (result, terminal) => printUnsealed(result, terminal),
});
