import { describe, expect, it } from 'vitest';
import { createStdoutParser } from './stdout.ts';

describe('JSON lines on stdout', () => {
  const parse = createStdoutParser({ from: 'stdout', rename: { val_acc: 'valid/accuracy', epoch: 'step' } });

  it('reads lines that begin with a brace and carry a step', () => {
    expect(parse('{"step": 3, "val_acc": 0.5}')?.measurement).toEqual({ step: 3, metrics: [['valid/accuracy', 0.5]] });
    expect(parse('{"epoch": 3, "val_acc": 0.5}')?.measurement?.step).toBe(3);
    expect(parse('{"infeasible": "too wide"}')?.measurement?.infeasible).toBe('too wide');
  });

  it.each(['Epoch 3: loss 0.5', '{"config": 1}', 'metrics {"step": 3}', '', "{'step': 3"])(
    'leaves ordinary output alone: %s',
    (line) => {
      expect(parse(line)).toBeNull();
    },
  );

  it('reports a line that was meant as a measurement and is broken', () => {
    expect(parse('{"step": 3, "val_acc": }')?.problems.map((problem) => problem.key)).toEqual(['measurement.notJson']);
  });

  it('sees what a terminal would show after a progress bar', () => {
    expect(parse(' 10%|#   \r 20%|##  \r{"step": 3, "a": 1}')?.measurement?.step).toBe(3);
    expect(parse('{"step": 3, "a": 1}\r')?.measurement?.step).toBe(3);
    expect(parse('{"step": 3, "a": 1}\r 20%')).toBeNull();
    expect(parse('\u001B[32m{"step": 3, "a": 1}\u001B[0m')?.measurement?.step).toBe(3);
    expect(parse('\b\b\u001B(B{"step": 3, "a": 1}')?.measurement?.step).toBe(3);
  });
});

describe('a pattern over stdout', () => {
  const parse = createStdoutParser({
    from: 'stdout',
    pattern: String.raw`Epoch (?<step>\d+).*?loss[=:] *(?<train_loss>\S+)(?: - val_acc: (?<val_acc>\S+))?`,
    rename: { train_loss: 'train/loss', val_acc: 'valid/accuracy' },
  });

  it('reads its named groups, renamed; groups that did not match are left out', () => {
    expect(parse('Epoch 3/30 loss: 0.25 - val_acc: 0.9')?.measurement).toEqual({
      step: 3,
      metrics: [
        ['train/loss', 0.25],
        ['valid/accuracy', 0.9],
      ],
    });
    expect(parse('Epoch 4/30 loss=nan')?.measurement).toEqual({ step: 4, metrics: [['train/loss', NaN]] });
  });

  it('ignores lines that do not match and reports values that are no numbers', () => {
    expect(parse('Epoch three')).toBeNull();
    expect(parse('Epoch 3 loss: none')?.problems.map((problem) => problem.text)).toEqual([
      'train_loss is the text "none": write a number without quotes',
    ]);
  });

  it('keeps sealed values out of reasons and problems', () => {
    const reading = createStdoutParser({
      from: 'stdout',
      pattern: String.raw`at (?<step>\w+): (?<infeasible>.*final (?<t>[\d.]+).*?)(?: saved (?<checkpoint>\S+))?$`,
      rename: { t: 'test/accuracy' },
    });
    const { measurement } = reading('at 3: final 0.93 is below 0.95 saved model-0.93') ?? {};
    expect(measurement).toEqual({
      step: 3,
      metrics: [['test/accuracy', 0.93]],
      infeasible: 'final ‹sealed› is below 0.95',
      checkpoint: 'model-0.93',
    });
    expect(reading('at once: final 0.93')?.problems.map(({ text }) => text)).toEqual([
      'step "once" is not a whole number from 0 up: write the number of steps done so far',
    ]);
  });
});
