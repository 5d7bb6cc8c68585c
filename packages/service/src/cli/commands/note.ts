/** `attune note`: something to be found again in the notebook. */
import { defineTexts } from '@attune/core/texts';
import { note } from '../../operations/log/note.ts';
import { defineCommand } from '../command.ts';
import { printable } from '../width.ts';

const texts = defineTexts('cli-note', {
  summary: 'write a note into the notebook',
  explanation:
    'Keeps a sentence with the time, about the whole project, a round or a trial: why something was tried, what looked ' +
    'odd. `attune log` and the exported notebook show it where it belongs in time, and a trial’s note stands in the ' +
    'report beside it. Notes are never changed or removed: write another one.',
  text: 'what to keep, in quotes',
  trial: 'about this trial',
  round: 'about this round',
  exampleTrial: 'what was seen in trial 7',
  exampleProject: 'about the project as a whole',
  wrote: 'note {note}, {subject}: {text}',
});

export const noteCommand = defineCommand({
  name: 'note',
  operation: note,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [{ property: 'text', type: 'text', required: true, describe: texts.text() }],
  options: [
    { flag: '--trial', type: 'integer', value: 'n', describe: texts.trial(), complete: 'trial' },
    { flag: '--round', type: 'integer', value: 'n', describe: texts.round(), complete: 'round' },
  ],
  examples: [
    { command: 'attune note "the loss jumped at step 400" --trial 7', describe: texts.exampleTrial() },
    { command: 'attune note "the validation split was redrawn today"', describe: texts.exampleProject() },
  ],
  more: 'docs/cli.md#note',
  print: (result, terminal) => {
    terminal.write(`${texts.wrote({ ...result, text: printable(result.text) }).text}\n`);
  },
});
