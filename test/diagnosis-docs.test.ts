/** docs/diagnoses.md defines every code and gives every option with its default. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultDiagnosisOptions, diagnosisCodes } from '@attune/core/diagnosis';
import { expect, it, test } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '../docs/diagnoses.md'), 'utf8');
const part = (title: string): string => new RegExp(`^## ${title}\\n(.*?)(?=^## |$(?![^]))`, 'ms').exec(page)?.[1] ?? '';

it.each([...diagnosisCodes])('defines %s', (code) => {
  expect(part('The codes')).toContain(`### ${code}\n`);
});

test('the options stand there with their defaults', () => {
  const told = [...part('Options').matchAll(/^\| `(\w+)` +\| (\S+) +\| \S/gm)].map(([, name, value]) => [name, value]);
  const defaults = Object.entries(defaultDiagnosisOptions).map(([name, value]) => [
    name,
    String(Number((value as number).toPrecision(3))),
  ]);
  expect(told).toEqual(defaults);
});
