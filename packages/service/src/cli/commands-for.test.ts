import { expect, it } from 'vitest';
import { commandsFor } from './commands-for.ts';
import { allCommands, commandRows } from './commands/index.ts';

it.each([
  [['init'], ['init']],
  [['--json', 'init', 'x'], ['init']],
  [['--project', 'completion', 'init'], ['init']],
  [['--project=x', 'init', '--help'], ['init']],
  [['--version'], []],
  [[], []],
  [['--project', 'x'], []],
])('%j needs %j', async (argv, expected) => {
  expect((await commandsFor(argv)).map(({ name }) => name)).toEqual(expected);
});

it.each([[['help', 'init']], [['innit']], [['--help']], [['--json', '-h']], [['completion', 'bash']]])(
  '%j needs all',
  async (argv) => {
    expect(await commandsFor(argv)).toHaveLength(commandRows.length);
  },
);

it('finds each command under its own name', async () => {
  expect((await allCommands()).map(({ name }) => name)).toEqual(commandRows.map(({ name }) => name));
});
