/** `docs/files.md` mentions every field of both files, with the values it can take, and its YAML is accepted by the reader. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { meanings, parseSpace } from '@attune/core/space';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fileSchemas, parseProject, parseRound, parseYaml } from '../src/project/index.ts';

const page = readFileSync(fileURLToPath(new URL('../../../docs/files.md', import.meta.url)), 'utf8');
const [projectPart = '', roundPart = ''] = page.split(/^## A round/m);
const [projectSchema, roundSchema] = fileSchemas().map(({ text }) => JSON.parse(text) as unknown);

/** The page's YAML with its values; comments alone are left out. */
const blocks = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].flatMap(([, text = '']) => {
  const value = parse(text) as Readonly<Record<string, unknown>> | null;
  return value === null ? [] : [{ text, value, title: text.split('\n').slice(0, 2).join(' ⏎ ') }];
});

/** Every name of a field, and every word that a field can hold, anywhere in a schema. */
function wordsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, enum: words } = schema as { readonly properties?: object; readonly enum?: readonly string[] };
  return [
    ...(properties === undefined ? [] : Object.keys(properties)),
    ...(words ?? []),
    ...Object.values(schema).flatMap(wordsOf),
  ];
}

describe.each([
  { file: 'attune.yaml', schema: projectSchema, part: projectPart, fewest: 30 },
  { file: 'a round file', schema: roundSchema, part: roundPart, fewest: 20 },
])('every field of $file', ({ schema, part, fewest }) => {
  const words = [...new Set(wordsOf(schema))];

  it('is found in the schema', () => expect(words.length).toBeGreaterThan(fewest));

  it.each(words)('%s is explained', (word) => {
    expect(part).toMatch(new RegExp(`\`[^\`\\n]*\\b${word}\\b[^\`\\n]*\``));
  });
});

it('every meaning is listed with its limits', () => {
  const [, table = ''] = /#### Meanings\n([^]*?)\n### /.exec(page) ?? [];
  expect(meanings.filter((meaning) => !table.includes(`\`${meaning}\``))).toEqual([]);
});

describe('the YAML', () => {
  const whole = blocks.find(({ value }) => 'attune' in value && 'objective' in value);
  const round = blocks.find(({ value }) => 'attune' in value && 'goal' in value);
  const conditional = blocks.find(
    ({ value }) => 'hyperparameters' in value && 'baseline' in value && value !== whole?.value,
  );

  /** The first project of the page, with these fields in place of its own. */
  const projectWith = (fields: object) => JSON.stringify({ ...whole?.value, ...fields });
  const conditionalProject = () =>
    parseProject(parseYaml(projectWith(conditional?.value ?? {}), 'attune.yaml'), 'p').project;

  it('has a project, a round and a conditional space', () => {
    expect([whole, round, conditional].map((block) => block !== undefined)).toEqual([true, true, true]);
  });

  it.each(blocks)('is accepted: $title', ({ text, value }) => {
    if ('goal' in value || 'search' in value) {
      // What a fragment leaves open is the round's; JSON is YAML.
      const fragment = 'goal' in value ? { attune: 1, ...value } : { ...round?.value, ...value };
      const document = parseYaml('attune' in value ? text : JSON.stringify(fragment), 'round.yaml');
      expect(parseRound(document, 'round', conditionalProject()).trials).toBeGreaterThan(0);
    } else if ('hyperparameters' in value && !('baseline' in value)) {
      const { space, issues } = parseSpace(value['hyperparameters']);
      expect(issues).toEqual([]);
      expect(space.hyperparameters).toHaveLength(Object.keys(value['hyperparameters'] as object).length);
    } else {
      const { project, warnings } = parseProject(
        parseYaml('attune' in value ? text : projectWith(value), 'attune.yaml'),
        'p',
      );
      expect(warnings).toEqual([]);
      expect(project.name).toBe('p');
    }
  });
});
