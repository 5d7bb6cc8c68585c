/** `attune check`: a look over the project before it costs anything. */
import { defineTexts } from '@attune/core/texts';
import { check } from '../../operations/check.ts';
import { defineCommand } from '../command.ts';
import { cellNumber, table } from '../table.ts';

const texts = defineTexts('cli-check', {
  summary: 'validate the files and try the training program',
  explanation:
    'Reads attune.yaml and every round file, and says what is wrong and how to mend it. Then trains the baseline until its ' +
    'second measurement (at most --seconds), and where that is quick a few times more: with the same seed, with another, ' +
    'for fewer steps, and from its checkpoint. Says which variables of the trial protocol the program honours, and measures ' +
    'the time of a step, from which `attune run --dry-run` tells how long a round takes. Nothing of it enters the store.',
  seconds: 'how long to wait for the program; default: 60',
  filesOnly: 'validate the files and run nothing',
  exampleFiles: 'after editing a file',
  files: 'The files are valid: {project}',
  round: '{file}: {trials} trials',
  noRounds: 'no round file yet: write rounds/01-first.yaml',
  stepTime: 'a step takes {seconds} s, evaluation included',
  variable: 'protocol variable',
  check: 'check',
  standing: 'standing',
  why: 'what was seen',
  good: 'Ready: `attune run` begins the first round.',
  doubts: 'Worth mending before a long round; none of it keeps trials from running.',
});

const good = new Set(['honoured', 'passed']);
const bad = new Set(['ignored', 'failed']);

export const checkCommand = defineCommand({
  name: 'check',
  operation: check,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [],
  options: [
    { flag: '--seconds', type: 'number', value: 's', describe: texts.seconds() },
    { flag: '--files-only', type: 'switch', describe: texts.filesOnly() },
  ],
  examples: [{ command: 'attune check --files-only', describe: texts.exampleFiles() }],
  more: 'docs/cli.md#check',
  print: (result, terminal) => {
    const { green, yellow, dim } = terminal.colours;
    const out = (line: string): void => terminal.write(`${line}\n`);
    out(green(texts.files(result).text));
    if (result.rounds.length === 0) out(dim(texts.noRounds().text));
    for (const round of result.rounds) out(dim(texts.round(round).text));
    for (const warning of result.warnings) out(yellow(`! ${warning}`));
    if (result.stepSeconds !== null) out(texts.stepTime({ seconds: cellNumber(result.stepSeconds) }).text);
    const sections = [
      {
        header: texts.variable().text,
        rows: result.variables.map(({ variable, ...rest }) => ({ name: variable, ...rest })),
      },
      { header: texts.check().text, rows: result.checks.map(({ check: name, ...rest }) => ({ name, ...rest })) },
    ];
    for (const { header, rows } of sections) {
      if (rows.length === 0) continue;
      out('');
      terminal.write(
        table(
          [
            { header, cell: (row) => row.name },
            {
              header: texts.standing().text,
              cell: (row) => row.standing,
              style: (text, row) =>
                good.has(row.standing) ? green(text) : bad.has(row.standing) ? yellow(text) : dim(text),
            },
            { header: texts.why().text, cell: (row) => row.why },
          ],
          rows,
          { ...terminal, width: Infinity },
        ),
      );
    }
    const doubtful = sections.some(({ rows }) => rows.some(({ standing }) => bad.has(standing)));
    if (result.checks.length > 0) out(`\n${doubtful ? yellow(texts.doubts().text) : green(texts.good().text)}`);
  },
});
