/** `docs/rounds.md` says what the rules are, and shows what is printed. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adviceCodes, affordable, fewestToTune, tuningOrder } from '@attune/core/design';
import { expect, it } from 'vitest';
import { roundPlanCommand } from '../src/cli/commands/round-plan.ts';
import { main } from '../src/cli/main.ts';
import { testHost } from '../src/cli/testing/host.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const docs = readFileSync(join(root, 'docs/rounds.md'), 'utf8');

/** The cells of table rows that begin with a word in backquotes. */
const rows = [...docs.matchAll(/^\| `([\w-]+)` +\| (.*) \|$/gm)].map(([, name = '', rest = '']) => ({
  name,
  cells: rest.split('|').map((cell) => cell.trim()),
}));

it('lists every advice that there is', () => {
  const listed = rows.filter(({ cells }) => /^(?:warning|advice|note)/.test(cells[0] ?? '')).map(({ name }) => name);
  expect(listed.toSorted()).toEqual([...adviceCodes].toSorted());
});

it('has the order of each optimiser’s hyperparameters', () => {
  const listed = rows
    .filter(({ cells }) => cells[0]?.startsWith('`') === true)
    .map(({ name, cells }) => [name, cells[0]?.split(', ').map((word) => word.replaceAll('`', ''))] as const);
  expect(Object.fromEntries(listed)).toEqual(tuningOrder);
});

it('has how many hyperparameters a budget tunes', () => {
  const listed = [...docs.matchAll(/^\| (\d+)–(\d+) +\| (\d+) +\|$/gm)].map((row) => row.slice(1).map(Number));
  expect(listed).toHaveLength(4);
  for (const [from = 0, to = 0, count = 0] of listed) {
    expect([affordable(from - 1), affordable(from), affordable(to), affordable(to + 1)]).toEqual([
      count - 1,
      count,
      count,
      count + 1,
    ]);
  }
  expect(docs).toContain(`Below ${fewestToTune} trials`);
});

it('shows the plan that is printed for the example', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'attune-rounds-docs-'));
  try {
    for (const name of ['attune.yaml', 'rounds']) {
      cpSync(join(root, 'examples/digits-mlp', name), join(directory, name), { recursive: true });
    }
    const { host, out } = testHost({ directory });
    expect(await main(['round', 'plan', '1'], host, [roundPlanCommand])).toBe(0);
    expect(docs).toContain(`\`\`\`text\n${out().trimEnd()}\n\`\`\``);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
