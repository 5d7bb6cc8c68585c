/** `attune show`: one trial in full. */
import { defineTexts } from '@attune/core/texts';
import { show } from '../../operations/show.ts';
import { defineCommand } from '../command.ts';
import { duration } from '../duration.ts';
import { cellNumber, table } from '../table.ts';
import { printable } from '../width.ts';
import { stateText } from './trial-columns.ts';

const texts = defineTexts('cli-show', {
  summary: 'show one trial: configuration, attempts, metrics, log',
  explanation:
    'Everything that is known of a trial: how its configuration differs from the baseline, its attempts and how each ' +
    'ended, its metrics, checkpoints, the end of its log with an explanation where a message is known, and the command ' +
    'that trains it again in the folder of attune.yaml. Metrics of the test set are sealed and not shown.',
  trial: 'number of the trial',
  log: 'lines of each log stream; default: 10',
  exampleLog: 'trial 7 with more of its log',
  heading: 'trial {trial} of round {round}: {status}',
  objective: '{metric} {value} at step {step}',
  judged: 'it counts as infeasible: {why}',
  note: 'noted {time}: {text}',
  seed: 'seed {seed}',
  hyperparameter: 'hyperparameter',
  value: 'value',
  baseline: 'baseline',
  sameAsBaseline: 'the configuration is the baseline',
  inactive: '–',
  attempt: 'attempt',
  cause: 'cause',
  from: 'from step',
  took: 'took',
  outcome: 'outcome',
  stillRunning: 'running',
  metric: 'metric',
  points: 'points',
  min: 'min',
  max: 'max',
  last: 'last',
  nonFinite: 'not finite from',
  checkpoints: 'checkpoints',
  known: 'What the log says: {explanation}',
  stdout: 'end of stdout',
  stderr: 'end of stderr',
  files: 'files',
  again: 'to train it again, in the folder of attune.yaml',
});

export const showCommand = defineCommand({
  name: 'show',
  operation: show,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [{ property: 'trial', type: 'integer', required: true, describe: texts.trial(), complete: 'trial' }],
  options: [{ flag: '--log', type: 'integer', value: 'lines', describe: texts.log() }],
  examples: [{ command: 'attune show 7 --log 50', describe: texts.exampleLog() }],
  more: 'docs/cli.md#show',
  print: (result, terminal) => {
    const { bold, dim, yellow } = terminal.colours;
    const out = (line: string): void => terminal.write(`${line}\n`);
    const title = (message: { readonly text: string }): void => out(`\n${bold(message.text)}`);
    const { trial, difference, attempts, metrics, checkpoints, log } = result;
    out(bold(texts.heading({ trial: trial.trial, round: trial.round, status: stateText(trial) }).text));
    if (trial.objective !== null) {
      const step = trial.bestStep ?? 0;
      out(texts.objective({ metric: result.metric, value: cellNumber(trial.objective), step }).text);
    }
    if (trial.note !== '') out(yellow(trial.note));
    if (trial.status === 'completed' && trial.why !== null) out(yellow(texts.judged({ why: trial.why }).text));
    for (const { time, text } of result.notes) {
      out(yellow(texts.note({ time: time.slice(0, 10), text: printable(text) }).text));
    }
    out(dim(texts.seed({ seed: trial.seed }).text));

    out('');
    if (difference.length === 0) out(texts.sameAsBaseline().text);
    const changed = new Map(difference.map((one) => [one.hyperparameter, one]));
    const names = [...new Set([...Object.keys(trial.configuration), ...changed.keys()])];
    terminal.write(
      table(
        [
          { header: texts.hyperparameter().text, cell: (name) => name },
          { header: texts.value().text, cell: (name) => scalar(trial.configuration[name]), align: 'right' },
          {
            header: texts.baseline().text,
            cell: (name) => {
              const one = changed.get(name);
              return one === undefined ? null : scalar(one.baseline ?? undefined);
            },
            align: 'right',
            style: (text) => dim(text),
          },
        ],
        names,
        terminal,
      ),
    );

    if (attempts.length > 0) {
      out('');
      terminal.write(
        table(
          [
            { header: texts.attempt().text, cell: ({ number }) => number },
            { header: texts.cause().text, cell: ({ cause }) => cause },
            { header: texts.from().text, cell: ({ resumedAt }) => resumedAt ?? 0 },
            {
              header: texts.took().text,
              cell: ({ startedAt, endedAt }) =>
                endedAt === null ? null : duration(Date.parse(endedAt) - Date.parse(startedAt)),
              align: 'right',
            },
            {
              header: texts.outcome().text,
              cell: ({ outcome }) =>
                outcome === null
                  ? texts.stillRunning().text
                  : [outcome.kind, outcome.message].filter(Boolean).join(': '),
              least: 20,
            },
          ],
          attempts,
          terminal,
        ),
      );
    }
    if (metrics.length > 0) {
      out('');
      terminal.write(
        table(
          [
            { header: texts.metric().text, cell: ({ metric }) => metric },
            { header: texts.points().text, cell: ({ points }) => points },
            { header: texts.min().text, cell: ({ min }) => min?.value ?? null, align: 'right' },
            { header: texts.max().text, cell: ({ max }) => max?.value ?? null, align: 'right' },
            { header: texts.last().text, cell: ({ last }) => last.value, align: 'right' },
            { header: texts.nonFinite().text, cell: ({ firstNonFinite }) => firstNonFinite, align: 'right', drop: 1 },
          ],
          metrics,
          terminal,
        ),
      );
    }
    if (checkpoints.length > 0) {
      title(texts.checkpoints());
      for (const { step, path } of checkpoints.slice(-3)) out(`  ${step}  ${path}`);
    }
    if (result.explanation !== null) out(`\n${yellow(texts.known({ explanation: result.explanation }).text)}`);
    for (const [message, text] of [
      [texts.stdout(), log.stdout],
      [texts.stderr(), log.stderr],
    ] as const) {
      if (text.trim() === '') continue;
      title(message);
      out(dim(text));
    }
    const directory = attempts.at(-1)?.directory;
    if (directory !== undefined) {
      title(texts.files());
      out(`  ${directory}`);
    }
    title(texts.again());
    out(`  ${result.command}`);
  },
});

function scalar(value: string | number | boolean | null | undefined): string | number {
  if (value === undefined) return texts.inactive().text;
  return typeof value === 'number' ? value : String(value);
}
