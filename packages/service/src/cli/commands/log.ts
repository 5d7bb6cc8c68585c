/** `attune log`: the notebook in the terminal. */
import type { Static } from 'typebox';
import { defineTexts } from '@attune/core/texts';
import { tellEntry, type Told } from '../../notebook/index.ts';
import { log } from '../../operations/log/log.ts';
import { defineCommand } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { displayWidth, printable, wrap } from '../width.ts';

const texts = defineTexts('cli-log', {
  summary: 'show the notebook: rounds, findings, decisions and notes over time',
  explanation:
    'What was asked, what was learned, what was decided and what you noted, the latest last; times are UTC. A screenful, ' +
    'or everything with --all. Findings are asked of the stored results anew, so that they say what this version knows. ' +
    '`attune export notebook` writes the whole as Markdown or as one HTML file, with figures.',
  all: 'from the beginning, with every finding and its advice',
  exampleAll: 'the whole story, page by page',
  exampleJson: 'the verdict of each round, for a script',
  heading: '{project} · {metric} ({direction})',
  earlier: '{count} earlier {count|entry|entries}: attune log --all',
  more: '… and {count} more {count|finding|findings}',
  empty: 'The notebook is empty: `attune run` begins the first round, `attune note` writes a note.',
});

type Log = Static<typeof log.result>;

export const logCommand = defineCommand({
  name: 'log',
  operation: log,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [],
  options: [{ flag: '--all', short: '-a', type: 'switch', describe: texts.all() }],
  examples: [
    { command: 'attune log --all | less', describe: texts.exampleAll() },
    {
      command: `attune log --all --json | jq -r '.entries[] | select(.kind == "round") | .verdict'`,
      describe: texts.exampleJson(),
    },
  ],
  more: 'docs/cli.md#log',
  print: (result, terminal) => {
    const { project, objective, entries, earlier, all } = result;
    const { bold, dim } = terminal.colours;
    terminal.write(`${bold(printable(texts.heading({ project, ...objective }).text))}\n`);
    if (entries.length === 0) terminal.write(`${texts.empty().text}\n`);
    const blocks = entries.map((entry) => blockOf(entry, result, terminal));
    const shown = all ? blocks : latestOf(blocks);
    const left = earlier + blocks.length - shown.length;
    if (left > 0) terminal.write(`${dim(texts.earlier({ count: left }).text)}\n`);
    for (const block of shown) terminal.write(`\n${block.join('\n')}\n`);
  },
});

/** Lines of a screenful that entries may take. */
const mostLines = 44;

/** Findings of a round that a screenful tells of. */
const mostFindings = 3;

/** The last blocks that together are a screenful; the very last always. */
function latestOf(blocks: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let lines = 0;
  const first = blocks.findLastIndex((block, index) => {
    lines += block.length + 1;
    return lines > mostLines && index < blocks.length - 1;
  });
  return blocks.slice(first + 1);
}

function blockOf(entry: Log['entries'][number], { all }: Log, terminal: Terminal): readonly string[] {
  const { bold, dim } = terminal.colours;
  const told = tellEntry(entry);
  const width = Math.min(terminal.width, widest);
  const lines = (text: string, indent: number): readonly string[] => wrap(printable(text), width - indent);
  const time = entry.time.slice(0, 16).replace('T', ' ');
  const head = `${dim(time)}  ${labelled(told, entry.kind, terminal)}`;
  const short = entry.kind === 'note' || entry.kind === 'event';
  const room = width - displayWidth(head) - indent;
  if (short && displayWidth(told.title) <= room) return [`${head}  ${printable(told.title)}`];
  return [
    head,
    ...[
      ...lines(told.title, indent).map(short ? (line) => line : bold),
      ...(told.facts === '' ? [] : lines(told.facts, indent).map(dim)),
      ...told.body.flatMap((text) => lines(text, indent)),
      ...findingLines(told, all, (text) => lines(text, indent + signWidth), terminal),
    ].map((line) => `${' '.repeat(indent)}${line}`),
  ];
}

const widest = 100;
const indent = 2;
const signWidth = 2;

function labelled({ label }: Told, kind: Log['entries'][number]['kind'], { colours }: Terminal): string {
  const text = printable(label);
  switch (kind) {
    case 'launch':
      return colours.green(text);
    case 'round':
      return colours.cyan(text);
    case 'note':
      return colours.yellow(text);
    case 'event':
      return colours.dim(text);
  }
}

function findingLines(
  { findings }: Told,
  all: boolean,
  lines: (text: string) => readonly string[],
  { colours }: Terminal,
): readonly string[] {
  const shown = all ? findings : findings.filter(({ said }) => !said).slice(0, mostFindings);
  const left = findings.length - shown.length;
  const told = shown.flatMap(({ severity, text, advice }) => {
    const { sign, colour } = signs[severity];
    const signed = lines(text).map((line, index) => (index === 0 ? `${colours[colour](sign)} ${line}` : `  ${line}`));
    return all && advice !== null ? [...signed, ...lines(advice).map((line) => colours.green(`  ${line}`))] : signed;
  });
  return left === 0 ? told : [...told, colours.dim(texts.more({ count: left }).text)];
}

const signs = {
  warning: { sign: '!', colour: 'yellow' },
  advice: { sign: '→', colour: 'cyan' },
  note: { sign: '·', colour: 'dim' },
} as const;
