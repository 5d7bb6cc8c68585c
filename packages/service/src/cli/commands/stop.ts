/** `attune stop`: ends trials early. */
import { defineTexts } from '@attune/core/texts';
import { stop } from '../../operations/run/stop.ts';
import { defineCommand } from '../command.ts';

const texts = defineTexts('cli-stop', {
  summary: 'stop trials; what they measured is kept',
  explanation:
    'A waiting trial will not run. A running one gets SIGTERM, and SIGKILL after train.grace_seconds; its measurements and ' +
    'checkpoints stay. A stopped trial is neither retried nor ranked, since it was not trained to the end like the others.',
  trials: 'numbers of trials',
  example: 'two trials that go nowhere',
  stopped: 'trial {trial}: stopped',
  ended: 'trial {trial}: had ended already ({status})',
});

export const stopCommand = defineCommand({
  name: 'stop',
  operation: stop,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [
    {
      property: 'trials',
      type: 'integer',
      required: true,
      variadic: true,
      describe: texts.trials(),
      complete: 'trial',
    },
  ],
  options: [],
  examples: [{ command: 'attune stop 7 9', describe: texts.example() }],
  more: 'docs/cli.md#stop',
  print: ({ trials }, terminal) => {
    for (const trial of trials) {
      terminal.write(`${(trial.changed ? texts.stopped(trial) : texts.ended(trial)).text}\n`);
    }
  },
});
