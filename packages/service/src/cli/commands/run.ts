/** `attune run`: a round of trials, with progress while it runs and what it taught at the end. */
import { relative } from 'node:path';
import { defineTexts } from '@attune/core/texts';
import { run } from '../../operations/run/run.ts';
import { terminalReport } from '../../report/index.ts';
import { defineCommand } from '../command.ts';
import { printPlan } from './run-plan.ts';

const texts = defineTexts('cli-run', {
  summary: 'run a round of trials, or continue one',
  explanation:
    'Runs the trials of a round, several at a time (resources.slots), with the baseline first. The round is frozen when ' +
    'it first runs: its space, roles, seed and objective. What it taught is printed at the end and written to report.html, ' +
    'which is refreshed while the round runs.',
  nothingLost:
    'Nothing is lost: after Ctrl-C, a crash or a reboot, `attune run` continues where it stopped, resumes trials from ' +
    'their checkpoints, and takes up trials that are still running.',
  round: 'number, name or file of the round; default: the unfinished one, else the next that has not run',
  dryRun: 'show the points, steps and hours that would run, and run nothing',
  retryFailed: 'give trials that have failed another try, once their cause is mended',
  slots: 'trials at a time',
  trials: 'give a round that ran more trials: +20 for twenty more, 52 for so many in all; default: the latest round',
  html: 'where to write the report; default: report.html beside attune.yaml',
  exampleNext: 'the next round, or the unfinished one',
  exampleDry: 'what round 2 would cost',
  exampleSlots: 'four trials at a time',
  exampleTrials: 'twenty trials more for round 2, on the sequence that it began',
  more:
    '--trials continues a round that ran: each study goes on in its own sequence, in equal shares, exactly as if the ' +
    'larger budget had been written from the start. The new budget is written into the round file. A list or a full grid ' +
    'cannot go on, and the refusal says what can be done instead.',
  extended: 'round {round}: {before} → {after} trials ({studies})',
  page: 'The full report: {path}',
  paused: 'Round {round} is paused. {note}',
  interrupted:
    'What was measured is kept. `attune run` goes on from here; `attune report` says what was learned so far.',
  followed: 'Round {round} goes on in the process that drives it; `attune status` says how far it is.',
});

export const runCommand = defineCommand({
  name: 'run',
  operation: run,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.nothingLost(), texts.more()],
  arguments: [{ property: 'round', type: 'text', required: false, describe: texts.round(), complete: 'round' }],
  options: [
    { flag: '--dry-run', short: '-n', type: 'switch', describe: texts.dryRun() },
    { flag: '--retry-failed', type: 'switch', describe: texts.retryFailed() },
    { flag: '--slots', type: 'integer', value: 'n', describe: texts.slots() },
    { flag: '--trials', type: 'text', value: '+n', describe: texts.trials() },
    { flag: '--html', type: 'text', value: 'file', describe: texts.html(), complete: 'file' },
  ],
  examples: [
    { command: 'attune run', describe: texts.exampleNext() },
    { command: 'attune run 2 --dry-run', describe: texts.exampleDry() },
    { command: 'attune run --slots 4', describe: texts.exampleSlots() },
    { command: 'attune run 2 --trials +20', describe: texts.exampleTrials() },
  ],
  more: 'docs/cli.md#run',
  print: (result, terminal, stopped) => {
    if (result.extended !== null && result.extended.after > result.extended.before) {
      const { before, after } = result.extended;
      const studies = result.extended.studies.map((one) => `${one.study} ${one.before} → ${one.after}`).join('; ');
      terminal.write(`${texts.extended({ round: result.round, before, after, studies }).text}\n`);
    }
    if (result.plan !== null) {
      printPlan(result.round, result.plan, terminal);
      return;
    }
    const { yellow, dim } = terminal.colours;
    // Who interrupts a round wants the prompt back, not a screenful.
    if (stopped !== undefined && result.status !== 'completed') {
      const word = result.status === 'running' ? texts.followed({ round: result.round }) : texts.interrupted();
      terminal.write(`${yellow(word.text)}\n`);
      return;
    }
    if (result.report !== null) {
      terminal.write(`\n${terminalReport(result.report, Math.min(terminal.width, 100), terminal.colours)}`);
    }
    if (result.html !== null) {
      const path = relative(process.cwd(), result.html) || result.html;
      terminal.write(`\n${dim(texts.page({ path }).text)}\n`);
    }
    if (result.status === 'paused') {
      terminal.write(`\n${yellow(texts.paused({ round: result.round, note: result.note }).text)}\n`);
    }
  },
  outcome: ({ status, report }) => {
    const useless = report !== null && report.status.ended > 0 && report.status.counts.feasible === 0;
    return status === 'paused' || useless ? 'unsatisfied' : 'ok';
  },
});
