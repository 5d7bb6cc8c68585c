import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinWords, splitPieces, splitWords } from './words.ts';

fc.configureGlobal({ seed: 20 });

function plain(line: string): readonly string[] {
  const { words, problems } = splitWords(line);
  expect(problems).toEqual([]);
  return words.map((word) => word.map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.name}>`)).join(''));
}

function problemsOf(line: string): readonly string[] {
  return splitWords(line).problems.map((problem) => problem.text);
}

describe('splitting a line', () => {
  it.each([
    ['python train.py --lr=0.1', ['python', 'train.py', '--lr=0.1']],
    ['  a \t b\n', ['a', 'b']],
    ['a "b c" \'d e\'', ['a', 'b c', 'd e']],
    ['a"b c"\'d\'', ['ab cd']],
    ['a ""', ['a', '']],
    [String.raw`a\ b "c\"d\\e\f"`, ['a b', String.raw`c"d\e\f`]],
    ['a \\\n  b', ['a', 'b']],
    ['a ${args} --out=${dir}/x', ['a', '<args>', '--out=<dir>/x']],
    ['a "${dir}/with blank"', ['a', '<dir>/with blank']],
    ["a '${oc.env:HOME}' $${literal}", ['a', '${oc.env:HOME}', '${literal}']],
    ['a \'|\' ">" \\; x=1 $ 5$', ['a', '|', '>', ';', 'x=1', '$', '5$']],
    ['a ~key key=[1,2] {x:1} *.py', ['a', '~key', 'key=[1,2]', '{x:1}', '*.py']],
  ])('%s', (line, words) => {
    expect(plain(line)).toEqual(words);
  });

  it('undoes joining', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'binary' }).filter((word) => !word.includes('\0')),
          { minLength: 1 },
        ),
        (words) => {
          expect(plain(joinWords(words))).toEqual(words);
        },
      ),
    );
  });

  it('agrees with a real shell on joined words', () => {
    const word = fc.string({
      unit: fc.constantFrom(
        'a',
        'b',
        '=',
        '~',
        ' ',
        '\t',
        '\n',
        "'",
        '"',
        '\\',
        '$',
        '`',
        '*',
        '?',
        '[',
        '{',
        '(',
        ')',
        '<',
        '>',
        '|',
        '&',
        ';',
        '#',
        '!',
        'é',
        '${HOME}',
      ),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const out = execFileSync('sh', ['-c', `printf '%s\\0' ${joinWords(words)}`], { encoding: 'utf8' });
        expect(out.split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what needs a shell is refused', () => {
  const remedy = "needs a shell, and the command runs without one: put the line into a script, or write [sh, -c, '…']";
  it.each([
    ['a | b', `| ${remedy}`],
    ['a > log', `> ${remedy}`],
    ['a && b', `&& ${remedy}`],
    ['a; b', `; ${remedy}`],
    ['a &', `& ${remedy}`],
    ['a `b`', `\` ${remedy}`],
    ['a $(b)', `$( ${remedy}`],
    ['a "$(b)"', `$( ${remedy}`],
    ['a $HOME/x', "$HOME is not expanded: write ${envvar:HOME}, or '$HOME' for the text itself"],
    ['CUDA=1 python x', 'CUDA=1 is read as the program to run: write env CUDA=1 …'],
    ['~/venv/bin/python x', '~/venv/bin/python is not expanded: write ${envvar:HOME}/venv/bin/python'],
    ["a 'b", "the quote ' opened before b is never closed"],
    ['a ${args', '${args is never closed with a brace'],
    ['a \\', 'the line ends in a backslash: remove it, or put the text into quotes'],
  ])('%s', (line, message) => {
    expect(problemsOf(line)).toEqual([message]);
  });
});

it('in a word of its own only macros are special', () => {
  const problems: string[] = [];
  expect(splitPieces("a | 'b' $HOME ${seed} $${x}", (problem) => problems.push(problem.text))).toEqual([
    { kind: 'text', text: "a | 'b' $HOME " },
    { kind: 'macro', name: 'seed' },
    { kind: 'text', text: ' ${x}' },
  ]);
  expect(problems).toEqual([]);
});
