import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, sealedMark } from './sealed.ts';
import { createStdoutParser } from './stdout.ts';

const redact = createRedactor({ rename: { acc: 'test/accuracy', loss: 'train/loss', précision: 'test/precision' } });

describe('redacting a line', () => {
  it.each([
    [
      '{"step": 3, "test/error": 0.12, "valid/error": 0.13}',
      '{"step": 3, "test/error": ‹sealed›, "valid/error": 0.13}',
    ],
    ['{"test/error":0.12}', '{"test/error":‹sealed›}'],
    ["{'test/error': 0.12, 'step': 3}", "{'test/error': ‹sealed›, 'step': 3}"],
    ['{\\"test/error\\": 0.12}', '{\\"test/error\\": ‹sealed›}'],
    ['test/error=0.12 valid/error=0.13', 'test/error=‹sealed› valid/error=0.13'],
    ['test/error: 12.5%, next', 'test/error: ‹sealed›, next'],
    ['test/error 0.12', 'test/error ‹sealed›'],
    ['test/error -1e-3', 'test/error ‹sealed›'],
    ['test/error = nan', 'test/error = ‹sealed›'],
    ["test/error=tensor(0.12, device='cuda:0')", 'test/error=‹sealed›'],
    ['test/per-class: [0.1, 0.2]', 'test/per-class: ‹sealed›'],
    ['test/per-class=array([[0.1, 0.2], [0.3, 0.4]]) done', 'test/per-class=‹sealed› done'],
    ['test/per-class: [0.1 0.2', 'test/per-class: ‹sealed›'],
    ['"test/error": "0.12"', '"test/error": ‹sealed›'],
    ['{"test/by class": {"a": 0.1, "b": 0.2}, "step": 3}', '{"test/by class": ‹sealed›, "step": 3}'],
    ['{"step": 3, "test": {"error": 0.12}}', '{"step": 3, "test": ‹sealed›}'],
    ['{"test/top 5 error": 0.12}', '{"test/top ‹sealed› error": ‹sealed›}'],
    ['{"test\\/error": 0.12}', '{"test\\/error": ‹sealed›}'],
    ['{"pr\\u00e9cision": 0.12, "loss": 1}', '{"pr\\u00e9cision": ‹sealed›, "loss": 1}'],
    ['{"message": "test/error: 0.12", "level": 1}', '{"message": "test/error: ‹sealed›", "level": 1}'],
    ["[('test/error', 0.12), ('loss', 1)]", "[('test/error', ‹sealed›), ('loss', 1)]"],
    ['│   test/error   │   0.12   │', '│   test/error   │   ‹sealed›   │'],
    ['| test/error | 0.12 |', '| test/error | ‹sealed› |'],
    ['test/error is 0.12', 'test/error is ‹sealed›'],
    ['test/error -> 0.12', 'test/error -> ‹sealed›'],
    ['test/error (0.12)', 'test/error (‹sealed›)'],
    ['test/error(top5)=0.12', 'test/error(top5)=‹sealed›'],
    ['test/error: 0.12 ± 0.01 s', 'test/error: ‹sealed› s'],
    ['test/right: 12/100 (12.00%)', 'test/right: ‹sealed›'],
    ['acc=0.91 loss=2', 'acc=‹sealed› loss=2'],
    ["AssertionError: {'acc': 0.91}", "AssertionError: {'acc': ‹sealed›}"],
    ['test/error=0.12 again test/error=0.13', 'test/error=‹sealed› again test/error=‹sealed›'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected);
    expect(redact(expected)).toBe(expected);
  });

  it.each([
    'test/error was computed',
    'latest/error=0.12',
    'valid/acc=0.5',
    'acc_train=0.5',
    'ls /data/test/images: 3',
    'pytest/x 3',
    'train: 500, test: 100',
    'loss=0.5',
    '\u001B[32mok\u001B[0m\r 50%|##\r',
  ])('leaves alone: %j', (line) => {
    expect(redact(line)).toBe(line);
  });
});

describe('what steers a terminal', () => {
  it.each([
    [
      'a colour before the value',
      'test/error: \u001B[31m0.12\u001B[0m ok',
      'test/error: \u001B[31m‹sealed›\u001B[0m ok',
    ],
    ['a colour within the value', 'test/error: 0.\u001B[1m12', 'test/error: ‹sealed›'],
    ['a colour within the name', 'test/\u001B[1merror\u001B[0m=0.12', 'test/\u001B[1merror\u001B[0m=‹sealed›'],
    [
      'a line that is erased first',
      'done\u001B[2K\u001B[1Gtest/error=0.12',
      'done\u001B[2K\u001B[1Gtest/error=‹sealed›',
    ],
    ['a character set', 'test/error:\u001B(B\u001B[m 0.12', 'test/error:\u001B(B\u001B[m ‹sealed›'],
    [
      'a hyperlink',
      '\u001B]8;;file:x\u001B\\test/error\u001B]8;;\u0007 0.12',
      '\u001B]8;;file:x\u001B\\test/error\u001B]8;;\u0007 ‹sealed›',
    ],
    ['backspaces', '\b\btest/error: \b0.12', '\b\btest/error: \b‹sealed›'],
    [
      'a line that was overwritten',
      'test/error=0.12\rtest/error=0.13\rdone',
      'test/error=‹sealed›\rtest/error=‹sealed›\rdone',
    ],
    ['two line ends', 'test/error=0.12\r\r', 'test/error=‹sealed›\r\r'],
  ])('%s hides no value', (_, line, expected) => {
    expect(redact(line)).toBe(expected);
  });

  it('takes lines together as it takes them alone', () => {
    expect(redact('test/error=0.12\nok\r\ntest/error=0.13')).toBe('test/error=‹sealed›\nok\r\ntest/error=‹sealed›');
  });
});

describe('a project with a pattern', () => {
  const source = {
    from: 'stdout',
    pattern: String.raw`^Epoch (?<step>\d+) valid (?<v>\S+) Final: (?<t>\S+)$`,
    rename: { t: 'test/accuracy', v: 'valid/accuracy', holdout: 'test/loss' },
  } as const;
  const project = createRedactor(source);

  it('masks what rename seals and what the pattern reads as sealed', () => {
    expect(project('Epoch 3 valid 0.5 Final: 0.93')).toBe('Epoch 3 valid 0.5 Final: ‹sealed›');
    expect(project('holdout: 0.4')).toBe('holdout: ‹sealed›');
    expect(project('nothing here')).toBe('nothing here');
  });

  it('masks every match in a line', () => {
    const all = createRedactor({ pattern: String.raw`Final: (?<t>[\d.]+)`, rename: source.rename });
    expect(all('Final: 0.93, before that Final: 0.91')).toBe('Final: ‹sealed›, before that Final: ‹sealed›');
  });

  it('masks, in every part of a line, whatever the reader of measurements would take of it', () => {
    const noise = fc.constantFrom('', '\u001B[32m', '\u001B[0m', '\u001B[2K', '\b', '\u001B(B');
    const value = fc.integer({ min: 10_000, max: 99_999 }).map((digits) => `0.7${digits}`);
    const words = (final: string) => ['Epoch', ' 3', ' valid', ' 0.5', ' Final:', ' ', final];
    const part = fc
      .tuple(value, fc.array(noise, { minLength: 8, maxLength: 8 }), fc.constantFrom('', '  '))
      .map(([final, noises, blank]) => ({
        final,
        text:
          blank +
          words(final)
            .map((word, i) => (noises[i] ?? '') + word)
            .join('') +
          (noises[7] ?? '') +
          blank,
      }));
    const line = fc.tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '\r'));
    const parse = createStdoutParser(source);
    fc.assert(
      fc.property(line, ([parts, ending]) => {
        const text = parts.map((one) => one.text).join('\r') + ending;
        const read = parse(text)?.measurement?.metrics.find(([name]) => name === 'test/accuracy')?.[1];
        expect(read).toBe(Number(parts.at(-1)?.final));
        const shown = project(text);
        for (const { final } of parts) expect(shown).not.toContain(final.slice(2));
        expect(shown.split(sealedMark)).toHaveLength(parts.length + 1);
      }),
      { seed: 1 },
    );
  });
});
