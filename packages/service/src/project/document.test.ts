import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AttuneError } from '@attune/core/errors';
import { issueLine, parseYaml, readDocument, shownPath } from './document.ts';

function refusal(act: () => unknown): {
  readonly message: string;
  readonly code: string;
  readonly lines: readonly string[];
} {
  try {
    act();
  } catch (error) {
    if (error instanceof AttuneError) {
      return { message: error.message, code: error.code, lines: error.issues.map(issueLine) };
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

const linesOf = (text: string): readonly string[] => refusal(() => parseYaml(text, 'attune.yaml')).lines;

describe('a document', () => {
  const document = parseYaml('attune: 1\ntrain:\n  command: [python, "x"] # here\n  max_steps: 0x10\n', 'attune.yaml');

  it('is plain values', () => {
    expect(document.value).toEqual({ attune: 1, train: { command: ['python', 'x'], max_steps: 16 } });
  });

  it('knows where keys and elements stand; what is not there, where it would', () => {
    const at = (...path: (string | number)[]): string => {
      const { file, line, column } = document.place(path);
      return `${file}:${line}:${column}`;
    };
    expect(at('train')).toBe('attune.yaml:2:1');
    expect(at('train', 'command')).toBe('attune.yaml:3:3');
    expect(at('train', 'command', 1)).toBe('attune.yaml:3:21');
    expect(at('train', 'absent', 'deeper')).toBe('attune.yaml:2:1');
    expect(at()).toBe('attune.yaml:1:1');
    expect(at('absent')).toBe('attune.yaml:1:1');
  });

  it('is YAML 1.2: no octal by a leading zero, no yes and no, no grouped digits', () => {
    expect(parseYaml('a: 010\nb: yes\nc: 1_000\nd: 1e-4\ne: .nan\nf: ~', 'f').value).toEqual({
      a: 10,
      b: 'yes',
      c: '1_000',
      d: 0.0001,
      e: NaN,
      f: null,
    });
  });
});

describe('broken YAML is refused at its place', () => {
  it.each([
    ['a: 1\nb: 2\na: 3\n', 'attune.yaml:3:1  this key stands twice in its mapping: keep one'],
    ['a:\n\tb: 1\n', 'attune.yaml:2:1  a tab indents this line: YAML allows only spaces there'],
    [
      'a: 1\n  b: 2\n',
      'attune.yaml:1:4  the value that begins here runs on into another key: put text with a colon into quotes, and begin keys that belong together in one column',
    ],
    [
      'a: b: c\n',
      'attune.yaml:1:4  the value that begins here runs on into another key: put text with a colon into quotes, and begin keys that belong together in one column',
    ],
    [
      'a: [1, 2\nb: 3\n',
      'attune.yaml:2:1  this line stands inside a list or mapping that was opened above: close that with its bracket or brace, or indent the line',
    ],
    [
      'a:\n    b: 1\n  c: 2\n',
      'attune.yaml:3:1  this line is indented unlike its neighbours: align it with the keys beside it',
    ],
    ['a: 1\n---\nb: 2\n', 'attune.yaml:2:1  a second document begins here: keep one document in the file'],
    [
      'a: *b\n',
      'attune.yaml:1:1  this alias names no anchor, or far too many values come out of it: write the value in full',
    ],
    ['a: !!python/object x\n', 'attune.yaml:1:4  the tag !!python/object means nothing here: remove it'],
    ['', 'attune.yaml:1:1  the file is empty: write at least attune: 1'],
    ['# only a comment\n', 'attune.yaml:1:1  the file is empty: write at least attune: 1'],
    ['- a\n', 'attune.yaml:1:1  the file holds a list: write a mapping, beginning with attune: 1'],
    ['hello\n', 'attune.yaml:1:1  the file holds hello: write a mapping, beginning with attune: 1'],
  ])('%j', (text, line) => {
    expect(linesOf(text)).toEqual([line]);
  });

  it('with the reason, where it is a matter of syntax', () => {
    expect(linesOf('a: @b\n')).toEqual([
      'attune.yaml:1:4  not valid YAML: plain value cannot start with reserved character @',
    ]);
    expect(linesOf('a: "open\n')[0]).toMatch(/not valid YAML: missing closing "quote/);
  });

  it('without falling over hostile files', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'.split('').map(
        (k, i) =>
          `${k}: &${k} [${Array(9)
            .fill(`*${'abcdefgh'.charAt(i)}`)
            .join(', ')}]`,
      ),
    ];
    expect(linesOf(bomb.join('\n'))).toHaveLength(1);
    expect(linesOf(`a: ${'['.repeat(20_000)}`)).toHaveLength(2);
  });
});

describe('reading files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-document-'));

  it('names the file from where the user stands', () => {
    writeFileSync(join(folder, 'bad.yaml'), 'a: 1\na: 2\n');
    const { message, lines, code } = refusal(() => readDocument(join(folder, 'bad.yaml'), folder));
    expect(message).toBe('bad.yaml has 1 mistake');
    expect(code).toBe('invalid');
    expect(lines).toEqual(['bad.yaml:2:1  this key stands twice in its mapping: keep one']);
  });

  it('refuses what is not there, not a file, or far too large', () => {
    expect(refusal(() => readDocument(join(folder, 'no.yaml'), folder))).toEqual({
      message: 'there is no file no.yaml: check the path',
      code: 'not-found',
      lines: [],
    });
    expect(refusal(() => readDocument(folder, join(folder, '..'))).message).toMatch(
      /^attune-document-\w+ is a folder: give the path of a file in it$/,
    );
    writeFileSync(join(folder, 'large.yaml'), `a: "${'x'.repeat(1 << 20)}"\n`);
    expect(refusal(() => readDocument(join(folder, 'large.yaml'), folder)).message).toMatch(
      /^large.yaml has 1048582 bytes, more than the 1048576 /,
    );
  });
});

it('paths read as they would be written in code', () => {
  expect(shownPath(['hyperparameters', 'lr', 'range', 0])).toBe('hyperparameters.lr.range[0]');
});
