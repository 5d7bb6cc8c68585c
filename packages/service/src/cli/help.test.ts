import { expect, it } from 'vitest';
import { allCommands } from './commands/index.ts';
import { help } from './help.ts';
import { main } from './main.ts';
import { testCommands } from './testing/commands.ts';
import { recordedOutput, testHost } from './testing/host.ts';
import { displayWidth } from './width.ts';

const commands = await allCommands();

it('explains a command', () => {
  expect(help('paint', testCommands, recordedOutput(70))).toBe(`attune paint: paint a wall

Usage: attune paint <wall> [options]

Paints one wall, or several, in as many coats as are asked for. Walls
dry between coats, so that takes a while.

Arguments:
  <wall>  which wall

Options:
  -c, --coats <n>    how many coats
  --finish <kind>    how it shines; one of matt, gloss
  --colours <names>  colours to mix
  --dry-first        let it dry first

Options of every command:
  --json            print one JSON document and nothing else
  --project <path>  the project file or its folder; default: the
                    nearest attune.yaml upwards
  --no-color        print without colours
  -h, --help        explain this command

Examples:
  attune paint north --coats 2
      two coats on the north wall

Read more: docs/cli.md#paint
`);
});

it('lists a group', () => {
  expect(help('house', testCommands, recordedOutput(80))).toContain(
    'Usage: attune house <command> [options]\n\nCommands:\n  house plan  plan the painting of a house\n',
  );
});

it.each([
  [['--help'], 'Commands:\n  paint       paint a wall\n  house plan  plan'],
  [['help'], 'Commands:\n  paint'],
  [['paint', '--help'], 'attune paint: paint a wall'],
  [['help', 'paint'], 'attune paint: paint a wall'],
  [['house'], 'Usage: attune house <command>'],
  [['house', '--help'], 'Usage: attune house <command>'],
])('is shown for %j, with status 0', async (argv, text) => {
  const { host, out, error } = testHost();
  expect(await main(argv, host, testCommands)).toBe(0);
  expect(out()).toContain(text);
  expect(error()).toBe('');
});

it('fits 80 columns but for examples, which every command has', () => {
  for (const command of commands.filter(({ hidden }) => hidden !== true)) {
    const [text = '', examples = ''] = help(command.name, commands, recordedOutput(80)).split('\nExamples:\n');
    expect(text.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([]);
    expect(examples, command.name).toContain('attune');
  }
});
