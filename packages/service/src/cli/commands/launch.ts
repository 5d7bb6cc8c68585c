/** `attune launch`: adopts a change, with its evidence. */
import { relative } from 'node:path';
import type { Static } from 'typebox';
import { defineTexts } from '@attune/core/texts';
import { launch, lackingNote } from '../../operations/launch/launch.ts';
import { defineCommand } from '../command.ts';
import { cellNumber, table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { printItem } from './round-plan-printed.ts';
import { printUnsealed } from './unsealed-printed.ts';

const texts = defineTexts('cli-launch', {
  summary: 'make a configuration the baseline, with the evidence for it',
  explanation:
    'Writes the configuration as baseline: into attune.yaml, comments kept, and records the launch: its parent, the ' +
    'comparison that speaks for it, what it costs in complexity, and how to reproduce it (commit, uncommitted changes, ' +
    'command, seeds). Without a comparison that recommends it a launch is refused, unless you say why.',
  asking:
    'A change that adds complexity needs a note on what that costs, and why it is worth it: --note says it, or was said to ' +
    'compare; in a terminal it is asked for where it is missing.',
  ask: '{label} adds complexity. What does that cost, and why is it worth it?',
  askAbout: 'It is kept with the launch, for whoever wonders later whether it may go again.',
  askExample: 'one more schedule to keep; 0.4 points of accuracy',
  askEmpty: 'a few words, please: Ctrl-C leaves without a launch',
  final:
    'With --final the test metrics of the baseline are shown, and the log says so: the end of tuning. Alone, --final launches ' +
    'nothing.',
  candidate: 'number of a trial, or values such as lr=0.1; default: what the latest comparison recommends',
  comparison: 'the round that compared it',
  note: 'what the change costs in complexity, and why it is worth it; needed where it adds any',
  without: 'launch though no comparison speaks for it, for this reason',
  finalOption: 'show the test metrics of the baseline, and record that',
  exampleLatest: 'what the latest comparison recommends',
  exampleNote: 'a change that adds complexity',
  exampleWithout: 'a decision for other reasons',
  exampleFinal: 'the end of a project',
  done: 'launch {launch}: {label} is the baseline now, in {file}',
  by: 'evidence: {pairs} pairs in round {round}: {reason}',
  reason: 'without evidence: {reason}',
  noted: 'complexity: {note}',
  command: 'to train it, in the folder of attune.yaml:',
  commit: 'commit {file}, so that the launch is in your history too',
  before: 'before',
  after: 'now',
  hyperparameter: 'hyperparameter',
  standing: 'the baseline on the test set',
  retrain:
    'If no further launch follows, a last training on training and validation data together may be better still; nothing can measure that any more.',
});

type Result = Static<typeof launch.result>;

export const launchCommand = defineCommand({
  name: 'launch',
  operation: launch,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.asking(), texts.final()],
  arguments: [{ property: 'candidate', type: 'text', required: false, describe: texts.candidate(), complete: 'trial' }],
  options: [
    { flag: '--comparison', type: 'integer', value: 'n', describe: texts.comparison(), complete: 'round' },
    { flag: '--note', type: 'text', value: 'text', describe: texts.note() },
    { flag: '--without-evidence', type: 'text', value: 'reason', describe: texts.without() },
    { flag: '--final', type: 'switch', describe: texts.finalOption() },
  ],
  examples: [
    { command: 'attune launch', describe: texts.exampleLatest() },
    { command: 'attune launch 17 --note "one more schedule to keep"', describe: texts.exampleNote() },
    { command: 'attune launch lr=0.1 --without-evidence "asked for by the paper"', describe: texts.exampleWithout() },
    { command: 'attune launch --final', describe: texts.exampleFinal() },
  ],
  more: 'docs/cli.md#launch',
  input: async (given, context, terminal) => {
    if (given['note'] !== undefined || terminal.asker === undefined) return given;
    const label = await lackingNote(context, given);
    if (label === null) return given;
    const asker = await terminal.asker();
    const check = (answer: string): string | undefined => (answer.trim() === '' ? texts.askEmpty().text : undefined);
    const asked = { about: texts.askAbout().text, example: texts.askExample().text, check };
    return { ...given, note: await asker.text(texts.ask({ label }).text, asked) };
  },
  print: printLaunch,
});

function printLaunch(result: Result, terminal: Terminal): void {
  const { bold, dim } = terminal.colours;
  const out = (line: string): void => terminal.write(`${line}\n`);
  const file = relative(process.cwd(), result.file) || result.file;
  if (result.launch !== null) {
    out(bold(texts.done({ launch: result.launch, label: result.label, file }).text));
    terminal.write(
      table(
        [
          { header: texts.hyperparameter().text, cell: ({ hyperparameter }) => hyperparameter },
          { header: texts.before().text, cell: ({ before }) => cellOf(before), align: 'right' },
          { header: texts.after().text, cell: ({ after }) => cellOf(after), align: 'right' },
        ],
        result.changes,
        terminal,
      ),
    );
    const { evidence, note } = result;
    if (evidence?.kind === 'comparison') printItem(terminal, texts.by(evidence).text, '');
    else if (evidence !== null) printItem(terminal, texts.reason(evidence).text, '');
    if (note !== '') printItem(terminal, texts.noted({ note }).text, '');
    out(`\n${texts.command().text}\n  ${result.command}`);
    out(dim(texts.commit({ file }).text));
  }
  if (result.final === null) return;
  out(bold(`\n${texts.standing().text}`));
  printUnsealed(result.final, terminal);
  out(texts.retrain().text);
}

function cellOf(value: string | number | boolean | null): string | null {
  return typeof value === 'number' ? cellNumber(value) : value === null ? null : String(value);
}
