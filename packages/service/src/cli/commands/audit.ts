/** `attune audit`: the analysis for trials that other programs ran. */
import { relative } from 'node:path';
import { questions } from '@attune/core/insight';
import { defineTexts } from '@attune/core/texts';
import { audit } from '../../operations/audit/audit.ts';
import { defineCommand } from '../command.ts';
import { wrap } from '../width.ts';
import { auditTable, printCurves, printRound } from './audit-printed.ts';

const texts = defineTexts('cli-audit', {
  summary: 'analyse trials that other programs ran',
  explanation:
    'Reads the histories of trials that were run elsewhere and asks them the questions that a report answers. Needs no ' +
    'project, and writes nothing but the page or figure that is asked for. What it had to assume in reading is said below each report.',
  path: 'a file or a folder; any folder above the trials will do',
  format: 'what it holds; default: auto, which looks',
  objective: 'what trials are judged by, as maximize:NAME or minimize:NAME; default: as the format or the names tell',
  space: 'a YAML file with hyperparameters: as in attune.yaml; default: the extremes of what was tried',
  curves: 'only what single curves show, trial by trial',
  only: 'only rounds whose name contains this',
  html: 'where to write the page of the one round',
  figure: 'write one figure of the one round to this file: .svg, .png or .json',
  id: 'which figure, or how its id begins; default: the first (an unknown one lists all)',
  theme: 'colours of the figure: light or dark',
  whyNot: 'only say why a question said nothing of the one round, such as overfitting',
  keepFeasible: 'trials of the one round that stay feasible whatever the rules for outliers and chance say: 3,7',
  trial: 'the field that tells trials apart, or several: study,trial (jsonl, csv)',
  curve: 'the field that holds the curve of a trial, or several (jsonl, csv)',
  step: 'the field that holds the step (jsonl, csv)',
  infeasible: 'the field that says that a trial was infeasible (jsonl, csv)',
  maxSteps: 'the length of training, or the field that holds it',
  group: 'the field that tells rounds apart (jsonl, csv)',
  hyperparameters: 'the fields that were tuned, separated by commas',
  exampleCurves: 'what every single curve shows, for a script',
  exampleRound: 'one round of AlgoPerf logs, as a page',
  exampleTable: 'a random search with its curves in one file',
  exampleWhyNot: 'the reason for a silence',
  page: 'The full report: {path}',
  wrote: 'wrote the figure {id} to {path}',
  nothing: '{code} was asked and found nothing; it gives no reason',
});

/** What `--why-not` can be asked. */
const questionCodes = questions.map(({ code }) => code);

export const auditCommand = defineCommand({
  name: 'audit',
  operation: audit,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [{ property: 'path', type: 'text', required: true, describe: texts.path(), complete: 'file' }],
  options: [
    {
      flag: '--format',
      type: 'text',
      value: 'format',
      describe: texts.format(),
      choices: ['auto', 'algoperf', 'jsonl', 'csv'],
    },
    { flag: '--objective', type: 'text', value: 'objective', describe: texts.objective() },
    { flag: '--space', type: 'text', value: 'file', describe: texts.space(), complete: 'file' },
    { flag: '--curves', type: 'switch', describe: texts.curves() },
    { flag: '--only', type: 'text', value: 'name', describe: texts.only() },
    { flag: '--html', type: 'text', value: 'file', describe: texts.html(), complete: 'file' },
    { flag: '--figure', type: 'text', value: 'file', describe: texts.figure(), complete: 'file' },
    { flag: '--id', type: 'text', value: 'figure', describe: texts.id() },
    { flag: '--theme', type: 'text', value: 'name', describe: texts.theme(), choices: ['light', 'dark'] },
    { flag: '--why-not', type: 'text', value: 'question', describe: texts.whyNot(), choices: questionCodes },
    { flag: '--keep-feasible', type: 'integers', value: 'trials', describe: texts.keepFeasible() },
    { flag: '--trial', type: 'text', value: 'fields', describe: texts.trial() },
    { flag: '--curve', type: 'text', value: 'fields', describe: texts.curve() },
    { flag: '--step', type: 'text', value: 'field', describe: texts.step() },
    { flag: '--infeasible', type: 'text', value: 'field', describe: texts.infeasible() },
    { flag: '--max-steps', type: 'text', value: 'n|field', describe: texts.maxSteps() },
    { flag: '--group', type: 'text', value: 'field', describe: texts.group() },
    { flag: '--hyperparameters', type: 'list', value: 'fields', describe: texts.hyperparameters() },
  ],
  examples: [
    { command: 'attune audit logs --format algoperf --curves --json', describe: texts.exampleCurves() },
    { command: 'attune audit logs --only baseline/wmt --html wmt.html', describe: texts.exampleRound() },
    {
      command: 'attune audit trials.jsonl --objective maximize:top_1 --space space.yaml',
      describe: texts.exampleTable(),
    },
    { command: 'attune audit trials.jsonl --why-not boundary', describe: texts.exampleWhyNot() },
  ],
  more: 'docs/cli.md#audit',
  print: (document, terminal) => {
    const { rounds, html, figure, whyNot } = document;
    const shownPath = (path: string): string => relative(process.cwd(), path) || path;
    if (whyNot !== undefined) {
      const lines = [...whyNot.found.map((headline) => `→ ${headline}`), ...whyNot.reasons];
      const told = lines.length === 0 ? [texts.nothing({ code: whyNot.code }).text] : lines;
      terminal.write(`${told.flatMap((line) => wrap(line, Math.min(terminal.width, 100))).join('\n')}\n`);
      return;
    }
    if (figure !== undefined) {
      terminal.write(`${texts.wrote({ id: document.id ?? '', path: shownPath(figure) }).text}\n`);
      return;
    }
    if (rounds.length === 0) printCurves(document, terminal);
    if (rounds.length > 1) terminal.write(auditTable(rounds, terminal));
    for (const [index, round] of rounds.entries()) {
      if (rounds.length > 1 || index > 0) terminal.write('\n');
      printRound(round, terminal);
    }
    if (html !== null) {
      terminal.write(`\n${terminal.colours.dim(texts.page({ path: shownPath(html) }).text)}\n`);
    }
  },
});
