import { describe, expect, it } from 'vitest';
import { createRedactor, isSealed, redactLine } from './sealed.ts';

it('seals what stands under test/, and nothing else', () => {
  expect(['test/error', 'test/'].map(isSealed)).toEqual([true, true]);
  expect(['valid/error', 'latest/error', 'test_error', 'test'].map(isSealed)).toEqual([false, false, false, false]);
});

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
    ['"test/error": "0.12"', '"test/error": ‹sealed›'],
    ['acc=0.91 loss=2', 'acc=‹sealed› loss=2'],
    ["AssertionError: {'acc': 0.91}", "AssertionError: {'acc': ‹sealed›}"],
  ])('%s', (line, expected) => {
    expect(redactLine(line, ['acc'])).toBe(expected);
  });

  it.each([
    'test/error was computed',
    'latest/error=0.12',
    'valid/acc=0.5',
    'acc_train=0.5',
    'ls /data/test/images: 3',
    'pytest/x 3',
  ])('leaves alone: %s', (line) => {
    expect(redactLine(line, ['acc'])).toBe(line);
  });
});

describe('the redactor of a project', () => {
  it('masks what rename seals and what the pattern reads as sealed', () => {
    const redact = createRedactor({
      from: 'stdout',
      pattern: String.raw`Epoch (?<step>\d+) valid (?<v>\S+) Final: (?<t>\S+)`,
      rename: { t: 'test/accuracy', v: 'valid/accuracy', holdout: 'test/loss' },
    });
    expect(redact('Epoch 3 valid 0.5 Final: 0.93')).toBe('Epoch 3 valid 0.5 Final: ‹sealed›');
    expect(redact('holdout: 0.4')).toBe('holdout: ‹sealed›');
    expect(redact('nothing here')).toBe('nothing here');
  });
});
