/** `docs/mistakes.md`, made of the mistakes: what was done, what was written, and the answer to it. */
import type { Edit, Mistake, MistakeGroup } from './mistake.ts';
import { sampleFiles } from './sample.ts';

/** The whole page. */
export function mistakesPage(groups: readonly MistakeGroup[]): string {
  return [introduction, ...groups.map(section), origin].join('\n');
}

const introduction = `# Mistakes, and what Attune answers

Every answer names the place, what stands there, and what to write instead. A command that refuses changes nothing: no
file, and nothing in the store. An answer that is not here but leaves you none the wiser is a defect: please report it.

The mistakes are made in this project, whose folder is \`PROJECT\` below:

${Object.entries(sampleFiles)
  .map(([name, text]) => `\`${name}\`\n\n\`\`\`${name.endsWith('.sh') ? 'sh' : 'yaml'}\n${text}\`\`\`\n`)
  .join('\n')}
Answers to mistakes in files are those of \`attune check --files-only\`, and of every other command: a count of the
mistakes, left out below, then each in a line of its own. The exit status is 2 unless the table says another.
`;

const origin = `## How this page is made

Each row is a test that makes the mistake for real. To change one, edit \`packages/service/test/mistakes/\`; this page is
then written anew by \`ATTUNE_WRITE_MISTAKES=1 npx vitest run packages/service/test/mistakes.test.ts\`.
`;

function section({ title, about, mistakes }: MistakeGroup): string {
  const statuses = mistakes.some(({ status }) => status !== 2);
  const head = ['mistake', 'written', ...(statuses ? ['status'] : []), 'answer'];
  const rows = mistakes.map((mistake) => [
    mistake.did,
    written(mistake),
    ...(statuses ? [String(mistake.status)] : []),
    answer(mistake),
  ]);
  // Aligned, the longest answer would widen every row.
  return [
    `## ${title}\n\n${about}\n\n<!-- prettier-ignore -->`,
    row(head),
    row(head.map(() => '---')),
    ...rows.map(row),
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

function written({ shown, situation, edits, command }: Mistake): string {
  if (situation !== undefined) return situation;
  if (shown !== undefined) return code(shown);
  if (edits === undefined) return code(['attune', ...command.map(quoted)].join(' '));
  return edits.map(change).join('<br>');
}

/** What an edit wrote; of an addition only what is new. */
function change({ of, to }: Edit): string {
  if (to === '') return `${code(of)} removed`;
  const after = to.startsWith(of) ? to.slice(of.length) : '';
  if (after !== '' && (of.endsWith('\n') || after.startsWith('\n'))) return code(after);
  return code(to.endsWith(`\n${of}`) ? to.slice(0, -of.length) : to);
}

function answer({ answer: { text } }: Mistake): string {
  const lines = text.replace(/^error: (?:\S+ has \d+ mistakes?\n)?/, '');
  return code(lines);
}

function quoted(word: string): string {
  return /^[\w./@=:,-]+$/.test(word) ? word : `'${word}'`;
}

/** Lines as code, also where they hold backticks; in a table each is a span of its own. */
function code(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => (line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``))
    .join('<br>');
}
