/** `attune report`: what a round taught. */
import { relative } from 'node:path';
import { questions } from '@attune/core/insight';
import { defineTexts } from '@attune/core/texts';
import { report } from '../../operations/report/report.ts';
import { terminalReport } from '../../report/index.ts';
import { defineCommand } from '../command.ts';
import { wrap } from '../width.ts';

const texts = defineTexts('cli-report', {
  summary: 'say what a round taught, with figures',
  explanation:
    'Asks the round every question that an expert would: did the best trials crowd the edge of a range, how many were ' +
    'infeasible and where, is the gain larger than the noise? Prints the answers and writes them with figures to one HTML ' +
    'file that needs no network. With --figure it writes a single figure instead: as SVG, as PNG, or as a Vega-Lite ' +
    'specification to be opened in the Vega editor or in Altair.',
  round: 'which round; default: the latest',
  roundFlag: 'the same, as other commands take it',
  html: 'where to write the page; default: report.html beside attune.yaml, or report-valid-loss.html with --objective valid/loss',
  figure: 'write one figure to this file: .svg, .png or .json',
  id: 'which figure, or how its id begins; default: the first (an unknown one lists all)',
  theme: 'colours of the figure: light or dark',
  whyNot: 'say why a question said nothing, such as overfitting, and write no page',
  keepFeasible: 'trials that stay feasible whatever the rules for outliers and chance say: 3,7',
  exampleWhyNot: 'the reason for a silence',
  objective: 'judge the round by another metric: valid/loss, or with its direction, valid/loss:minimize',
  exampleObjective: 'the same trials judged by their loss, and whether that is valid',
  other:
    'With --objective the trials of the round are judged by another metric that they reported, as if the round had been ' +
    'run for it; the report says whether that is valid: it is where their points were laid out before any result. Its page has the objective in its name, so that ' +
    'report.html stays the report of what the round ran for.',
  nothing: '{code} was asked and found nothing; it gives no reason',
  exampleFigure: 'the plot of the objective against the learning rate, for a paper',
  exampleJson: 'the headlines, for a script',
  page: 'The full report: {path}',
  wrote: 'wrote the figure {id} to {path}',
  others: 'other figures, with --id: {others}',
});

/** What `--why-not` can be asked. */
const questionCodes = questions.map(({ code }) => code);

export const reportCommand = defineCommand({
  name: 'report',
  operation: report,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.other()],
  arguments: [{ property: 'round', type: 'integer', required: false, describe: texts.round(), complete: 'round' }],
  options: [
    { flag: '--round', type: 'integer', value: 'n', describe: texts.roundFlag(), complete: 'round' },
    { flag: '--html', type: 'text', value: 'file', describe: texts.html(), complete: 'file' },
    { flag: '--figure', type: 'text', value: 'file', describe: texts.figure(), complete: 'file' },
    { flag: '--id', type: 'text', value: 'figure', describe: texts.id() },
    { flag: '--why-not', type: 'text', value: 'question', describe: texts.whyNot(), choices: questionCodes },
    { flag: '--keep-feasible', type: 'integers', value: 'trials', describe: texts.keepFeasible() },
    { flag: '--objective', type: 'text', value: 'metric', describe: texts.objective() },
    { flag: '--theme', type: 'text', value: 'name', describe: texts.theme(), choices: ['light', 'dark'] },
  ],
  examples: [
    { command: 'attune report --figure lr.svg --id axis:lr', describe: texts.exampleFigure() },
    { command: 'attune report --objective valid/loss', describe: texts.exampleObjective() },
    { command: 'attune report --why-not boundary', describe: texts.exampleWhyNot() },
    { command: "attune report --json | jq -r '.report.findings[].headline.text'", describe: texts.exampleJson() },
  ],
  more: 'docs/cli.md#report',
  print: (result, terminal) => {
    if (result.objective !== null) {
      const { valid, statement } = result.objective;
      const colour = valid ? terminal.colours.dim : terminal.colours.yellow;
      const lines = statement.flatMap((text) => wrap(text, Math.min(terminal.width, 100)));
      terminal.write(`${lines.map((line) => colour(line)).join('\n')}\n\n`);
    }
    const shownPath = (path: string): string => relative(process.cwd(), path) || path;
    if (result.whyNot !== null) {
      const { code, reasons, found } = result.whyNot;
      const lines = [...found.map((headline) => `→ ${headline}`), ...reasons];
      terminal.write(`${(lines.length === 0 ? [texts.nothing({ code }).text] : lines).join('\n')}\n`);
      return;
    }
    if (result.figure !== null) {
      terminal.write(`${texts.wrote({ id: result.id ?? '', path: shownPath(result.figure) }).text}\n`);
      const others = result.report.figures.map(({ id }) => id).filter((id) => id !== result.id);
      if (others.length > 0)
        terminal.write(`${terminal.colours.dim(texts.others({ others: others.join(', ') }).text)}\n`);
      return;
    }
    terminal.write(terminalReport(result.report, Math.min(terminal.width, 100), terminal.colours));
    if (result.html !== null) {
      terminal.write(`\n${terminal.colours.dim(texts.page({ path: shownPath(result.html) }).text)}\n`);
    }
  },
});
