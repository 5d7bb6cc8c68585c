/** Mistakes are made for real, and `docs/mistakes.md` lists them with the answers that were given. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attune, copyFolder, makeMistake, writeSample } from './mistakes/make-mistake.ts';
import { mistakeGroups } from './mistakes/index.ts';
import type { Mistake } from './mistakes/mistake.ts';
import { mistakesPage } from './mistakes/table.ts';

const page = fileURLToPath(new URL('../../../docs/mistakes.md', import.meta.url));

let scratch: string;
let count = 0;

/** Its first round has run. */
const ran = (): string => join(scratch, 'ran');

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'attune-mistakes-'));
  writeSample(ran());
  expect((await attune(['run'], ran())).status).toBe(0);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function folderFor({ afterRun }: Pick<Mistake, 'afterRun'>): string {
  const folder = join(scratch, String(count++));
  if (afterRun === true) copyFolder(ran(), folder);
  else {
    mkdirSync(folder);
    writeSample(folder);
  }
  return folder;
}

describe.each(mistakeGroups)('$title', ({ mistakes }) => {
  it.each(mistakes)('$did', async (mistake) => {
    const { status, out, error, changed } = await makeMistake(mistake, folderFor(mistake));
    if (mistake.answer.kind === 'refused') {
      expect({ status, out, error, changed }).toEqual({
        status: mistake.status,
        out: '',
        error: `${mistake.answer.text}\n`,
        changed: [],
      });
    } else {
      expect(out + error).toContain(mistake.answer.text);
      expect(status).toBe(mistake.status);
    }
  });
});

describe('the page', () => {
  it('lists these mistakes with these answers', () => {
    const made = mistakesPage(mistakeGroups);
    if ((process.env['ATTUNE_WRITE_MISTAKES'] ?? '') !== '') writeFileSync(page, made);
    expect(readFileSync(page, 'utf8')).toBe(made);
  });

  it('has no mistake twice', () => {
    const names = mistakeGroups.flatMap(({ title, mistakes }) => mistakes.map(({ did }) => `${title}: ${did}`));
    expect(names).toEqual([...new Set(names)]);
  });
});

describe('what is no mistake', () => {
  it('the sample project itself', async () => {
    const { status, out, error } = await attune(['check', '--files-only'], folderFor({ afterRun: false }));
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).toContain('rounds/01-first.yaml: 5 trials');
  });

  it('another name of the folder after a round ran: the seed that came from its name stays', async () => {
    const folder = folderFor({ afterRun: true });
    const more = { file: 'rounds/01-first.yaml', of: 'trials: 4', to: 'trials: 6' };
    const mistake: Mistake = {
      did: 'none',
      edits: [more],
      command: ['run', '1'],
      status: 0,
      answer: { kind: 'told', text: '' },
    };
    const { status, out } = await makeMistake(mistake, folder);
    expect(status).toBe(0);
    expect(out).toContain('7 trials, 1 at a time, 5 ended before');
  });
});
