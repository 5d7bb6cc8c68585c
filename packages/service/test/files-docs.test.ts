/**
 * `docs/files.md` mentions every field of both files, with the words it can hold, and its YAML is accepted by the reader;
 * so are the files of `docs/guide.md`, and the links of both lead somewhere.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { meanings, parseSpace } from '@attune/core/space';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fileSchemas, parseProject, parseRound, parseYaml } from '../src/project/index.ts';
import { attune } from './mistakes/make-mistake.ts';

const docs = fileURLToPath(new URL('../../../docs', import.meta.url));

const page = readFileSync(join(docs, 'files.md'), 'utf8');
const guide = readFileSync(join(docs, 'guide.md'), 'utf8');
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

describe('the guide', () => {
  it('begins a project that is in order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-guide-'));
    try {
      // Blocks whose first line names a file.
      const files = [...guide.matchAll(/^```\w+ (\S+)\n([^]*?)^```$/gm)];
      for (const [, file = '', text = ''] of files) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      expect(files.map(([, file]) => file)).toEqual([
        'train.py',
        'attune.yaml',
        'rounds/01-momentum.yaml',
        'rounds/02-rate.yaml',
      ]);
      expect(await attune(['check', '--files-only'], folder)).toEqual({
        status: 0,
        out: 'The files are valid: ring\nrounds/01-momentum.yaml: 27 trials\nrounds/02-rate.yaml: 19 trials\n',
        error: '',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('uses commands and flags that exist', async () => {
    const lines = [...guide.matchAll(/^attune ([^#|>\n]*)/gm)].map(([, words = '']) => words.trim().split(/\s+/));
    expect(lines.length).toBeGreaterThan(10);
    for (const words of lines) {
      // In a folder without a project whatever can be parsed is refused for that alone.
      const { error } = await attune(words, tmpdir());
      expect(error).toMatch(/^error: no attune\.yaml in /);
    }
  });
});

it.each(['files.md', 'guide.md', 'mistakes.md'])('the links of %s lead somewhere', (name) => {
  const text = readFileSync(join(docs, name), 'utf8');
  for (const [, target = '', anchor] of text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
    const file = target === '' ? name : target;
    expect(existsSync(join(docs, file)), file).toBe(true);
    if (anchor === undefined) continue;
    const anchors = [...readFileSync(join(docs, file), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    );
    expect(anchors).toContain(anchor);
  }
});
