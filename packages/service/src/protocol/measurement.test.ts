import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMeasurementParser, type MeasurementLine } from './measurement.ts';

fc.configureGlobal({ seed: 20 });

interface Fixture {
  readonly about: string;
  readonly line: string;
  readonly expect: unknown;
}

const fixtures = JSON.parse(
  readFileSync(new URL('../../../../contract/measurements.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

/** As the fixtures write it: non-finite values as text, problems by key. */
function plain(read: MeasurementLine): unknown {
  const { measurement, problems } = read;
  return {
    measurement: measurement && {
      ...measurement,
      metrics: measurement.metrics.map(([name, value]) => [name, Number.isFinite(value) ? value : String(value)]),
    },
    problems: problems.map((problem) => problem.key),
  };
}

function problemsOf(line: string, rename: Record<string, string> = {}): readonly string[] {
  return createMeasurementParser(rename)(line).problems.map((problem) => problem.text);
}

describe('a line of metrics.jsonl', () => {
  const parse = createMeasurementParser();

  it.each(fixtures)('$about', ({ line, expect: expected }) => {
    expect(plain(parse(line))).toEqual(expected);
  });

  it('renames metrics, and reads the step under another name', () => {
    const read = createMeasurementParser({ val_acc: 'valid/accuracy', epoch: 'step' })('{"epoch": 4, "val_acc": 0.5}');
    expect(plain(read)).toEqual({ measurement: { step: 4, metrics: [['valid/accuracy', 0.5]] }, problems: [] });
  });

  it('keeps a metric that is called like a member of every object', () => {
    const read = createMeasurementParser({ a: 'b' })('{"step": 1, "constructor": 2, "__proto__": 3}');
    expect(read.measurement?.metrics).toEqual([
      ['constructor', 2],
      ['__proto__', 3],
    ]);
  });

  it('never throws and keeps every finite value exactly', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(() => parse(line)).not.toThrow();
      }),
    );
    const values = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.nat(), values, (step, value) => {
        const { measurement } = parse(JSON.stringify({ step, 'valid/loss': value }));
        expect(measurement).toEqual({ step, metrics: [['valid/loss', value === 0 ? 0 : value]] });
      }),
    );
  });
});

describe('problems say what to do', () => {
  it.each([
    ['epoch 3', 'not a measurement: epoch 3 is not JSON; write one JSON object a line'],
    ['[1]', 'not a measurement: [1] is no JSON object; write a line such as {"step": 1, "valid/loss": 0.5}'],
    ['{"a": 1}', 'no step in {"a": 1}: every line needs the step that its values belong to'],
    ['{"step": 1.5}', 'step 1.5 is not a whole number from 0 up: write the number of steps done so far'],
    ['{"step": 1, "time": "now"}', 'time "now" is not in Unix seconds: the values are kept, the time is ignored'],
    ['{"step": 1, "checkpoint": 5}', 'checkpoint 5 is not a path: write it as text'],
    ['{"step": 1, "infeasible": 1}', 'infeasible 1 gives no reason: write it as text'],
    ['{"step": 1, "a": [1,2]}', 'a holds [1,2]: write one number for each name, such as "a/mean": 0.5'],
    ['{"step": 1, "a": "0.5"}', 'a is the text "0.5": write a number without quotes'],
    ['{"step": 1, "a": false}', 'a is false: write 1 or 0'],
    [
      '{"step": 1, "": 1}',
      'a metric named "" cannot be kept: a name has 1 to 200 characters and no control characters',
    ],
  ])('%s', (line, message) => {
    expect(problemsOf(line)).toEqual([message]);
  });

  it('never quote a sealed value', () => {
    expect(problemsOf('{"step": 1, "test/acc": "0.93"}')).toEqual([
      'test/acc is the text …: write a number without quotes',
    ]);
    expect(problemsOf('{"step": 1, "score": "0.93"}', { score: 'test/acc' })[0]).not.toContain('0.93');
    expect(problemsOf('{"step": 1, "test/acc": 0.93')[0]).not.toContain('0.93');
    expect(problemsOf('{"score": 0.93}', { score: 'test/acc' })[0]).not.toContain('0.93');
    expect(problemsOf('{"step": 1, "test": {"acc": 0.93}}')[0]).not.toContain('0.93');
    expect(problemsOf('{"step": 1, "all": {"test/acc": 0.93}}')[0]).toBe(
      'all holds {"test/acc":‹sealed›}: write one number for each name, such as "all/mean": 0.5',
    );
    expect(problemsOf('{"step": 1, "checkpoint": {"score": 0.93}}', { score: 'test/acc' })[0]).not.toContain('0.93');
    expect(problemsOf('{"step": 1, "test/acc=0.93": true}')[0]).not.toContain('0.93');
  });

  it('quote none in a reason for infeasible either', () => {
    const parse = createMeasurementParser({ score: 'test/acc' });
    expect(parse('{"infeasible": "stopped: score 0.93\\ntest/acc=0.93 is too low"}').measurement?.infeasible).toBe(
      'stopped: score ‹sealed›\ntest/acc=‹sealed› is too low',
    );
  });

  it('cannot steer a terminal and stay short', () => {
    const [problem = ''] = problemsOf(`\u001B[2J${'x'.repeat(500)}`);
    expect(problem).not.toContain('\u001B');
    expect(problem.length).toBeLessThan(160);
  });
});
