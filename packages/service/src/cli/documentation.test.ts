import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allCommands } from './commands/index.ts';
import { exitStatus } from './exit.ts';

const commands = await allCommands();

const docs = readFileSync(new URL('../../../../docs/cli.md', import.meta.url), 'utf8');

it('is what the documentation says', () => {
  const rows = [...docs.matchAll(/^\| (\d+) +\| `([a-z-]+)` +\|/gm)].map(([, status, outcome]) => [
    outcome,
    Number(status),
  ]);
  expect(Object.fromEntries(rows)).toEqual(exitStatus);
});

const visible = commands.filter(({ hidden }) => hidden !== true);

/** The text of each chapter by its heading. */
const chapters = new Map(docs.split(/^## /m).map((text) => [text.slice(0, text.indexOf('\n')), text] as const));

it.each(visible.map((command) => [command.name, command] as const))(
  'documents %s with every option',
  (name, command) => {
    const chapter = chapters.get(name) ?? '';
    expect(chapter).not.toBe('');
    for (const { flag } of command.options) expect(chapter).toContain(`\`${flag}`);
    expect(command.more).toBe(`docs/cli.md#${name.replaceAll(' ', '-')}`);
  },
);
