/** `attune status`: what runs, and with --watch, live. */
import { defineTexts } from '@attune/core/texts';
import { status } from '../../operations/status.ts';
import { defineCommand } from '../command.ts';
import { duration } from '../duration.ts';
import { cellNumber, table } from '../table.ts';

const texts = defineTexts('cli-status', {
  summary: 'show what runs, what has ended and the time left',
  explanation:
    'Reads the store beside a running engine without disturbing it. An interrupted round is one that no engine drives ' +
    'though trials are left; the command that continues it stands below it.',
  watch: 'show it anew every second until every round has ended; Ctrl-C ends the watching, not the round',
  exampleWatch: 'watch a round that another terminal runs',
  round: 'round {round} {name}',
  best: 'best {metric} {value} (trial {trial})',
  engine: 'engine: {engine}',
  continue: 'to go on: {command}',
  idle: 'nothing runs now',
  orphaned: 'no engine is at work, though trials may still train: going on takes them up again',
  left: 'about {time} left',
  trial: 'trial',
  step: 'step',
  since: 'running for',
  none: 'No round has run yet: `attune run` begins the first.',
});

export const statusCommand = defineCommand({
  name: 'status',
  operation: status,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [],
  options: [{ flag: '--watch', short: '-w', type: 'switch', describe: texts.watch() }],
  examples: [{ command: 'attune status --watch', describe: texts.exampleWatch() }],
  more: 'docs/cli.md#status',
  watch: ({ rounds }) => (rounds.length > 0 && rounds.every(({ status: s }) => s === 'completed') ? 'done' : 'again'),
  print: (result, terminal) => {
    const { bold, dim, cyan, green, yellow } = terminal.colours;
    const out = (line: string): void => terminal.write(`${line}\n`);
    out(bold(result.project));
    if (result.rounds.length === 0) out(texts.none().text);
    for (const round of result.rounds) {
      const colour = { running: cyan, completed: green, paused: yellow, interrupted: yellow }[round.status];
      const counts = Object.entries(round.trials).map(([state, count]) => `${count} ${state}`);
      const best =
        round.best === null
          ? []
          : [
              texts.best({
                metric: result.objective.metric,
                value: cellNumber(round.best.objective),
                trial: round.best.trial,
              }).text,
            ];
      out(`${texts.round(round).text}  ${colour(round.status)}  ${[...counts, ...best].join(', ')}`);
      if (round.question !== '') out(dim(`  ${round.question}`));
      if (round.note !== '') out(yellow(`  ${round.note.replaceAll('\n', '\n  ')}`));
      if (round.continue !== null) out(`  ${texts.continue({ command: round.continue }).text}`);
    }
    if (result.running.length > 0) {
      out('');
      terminal.write(
        table(
          [
            { header: texts.trial().text, cell: ({ trial }) => trial },
            { header: texts.step().text, cell: ({ step, untilStep }) => `${step ?? 0}/${untilStep}`, align: 'right' },
            { header: result.objective.metric, cell: ({ value }) => value, align: 'right' },
            {
              header: texts.since().text,
              cell: ({ startedAt }) => duration(Date.parse(result.time) - Date.parse(startedAt)),
              align: 'right',
              drop: 1,
            },
          ],
          result.running,
          terminal,
        ),
      );
    }
    const open = result.rounds.some((round) => round.status !== 'completed');
    if (result.engine !== null) out(dim(`\n${texts.engine({ engine: result.engine }).text}`));
    else if (open) out(dim(`\n${(result.running.length > 0 ? texts.orphaned() : texts.idle()).text}`));
    if (result.secondsLeft !== null) out(dim(texts.left({ time: duration(result.secondsLeft * 1000) }).text));
  },
});
