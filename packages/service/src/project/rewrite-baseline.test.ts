import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '@attune/core/space';
import { parseYaml } from './document.ts';
import { parseProject } from './project-file.ts';
import { rewriteBaseline, withBaseline } from './rewrite-baseline.ts';

fc.configureGlobal({ seed: 20 });

const head = `# A project.
attune: 1
objective:  { metric: valid/loss,   direction: minimize }   # kept as it is
train: { command: "python train.py \${args}", max_steps: 30 }
hyperparameters:
  optimizer:
    choices:
      momentum: { learning_rate: { range: [1e-3, 10], scale: log }, momentum: { range: [0.8, 0.999], scale: reverse-log } }
      adam: { learning_rate: { range: [1e-5, 1], scale: log } }
  width: { values: [32, 64, 128] }
  act: { values: [relu, 'on', "a: b"] }
`;

const block = `${head}
baseline:
  # from the paper
  optimizer: momentum     # first choice
  learning_rate: 0.1      # usual

  optimizer=momentum/momentum: 0.9
  width: 64
  act: relu
# the end
`;

const flow = `${head}baseline: { optimizer: momentum, learning_rate: 0.1, optimizer=momentum/momentum: 0.9, width: 64, act: relu } # now\n`;

const adam: Configuration = { optimizer: 'adam', 'optimizer=adam/learning_rate': 3e-4, width: 128, act: 'a: b' };

const read = (text: string) => parseProject(parseYaml(text, 'attune.yaml'), 'p').project;

describe('rewriting the baseline', () => {
  it('changes values where they stand and keeps everything else, character by character', () => {
    const changed = withBaseline(block, {
      ...read(block).baseline,
      width: 32,
      'optimizer=momentum/learning_rate': 0.25,
    });
    expect(changed).toBe(
      block
        .replace('width: 64', 'width: 32')
        .replace('learning_rate: 0.1      # usual', 'learning_rate: 0.25      # was 0.1: usual'),
    );
  });

  it('marks a comment behind a changed value once', () => {
    const once = withBaseline(block, { ...read(block).baseline, 'optimizer=momentum/learning_rate': 0.25 });
    const twice = withBaseline(once, { ...read(block).baseline, 'optimizer=momentum/learning_rate': 0.5 });
    expect(twice).toContain('learning_rate: 0.5      # was 0.1: usual\n');
  });

  it('keeps the values of the branch that is left, under their full identities', () => {
    expect(withBaseline(block, adam)).toBe(`${head}
baseline:
  # from the paper
  optimizer: adam     # was momentum: first choice
  optimizer=momentum/learning_rate: 0.1      # usual

  optimizer=momentum/momentum: 0.9
  width: 128
  act: "a: b"
  optimizer=adam/learning_rate: 0.0003
# the end
`);
  });

  it('keeps a mapping on one line on one line', () => {
    expect(withBaseline(flow, adam)).toBe(
      `${head}baseline: { optimizer: adam, optimizer=momentum/learning_rate: 0.1, optimizer=momentum/momentum: 0.9, width: 128, act: "a: b", optimizer=adam/learning_rate: 0.0003 } # now\n`,
    );
  });

  it('changes nothing where nothing changes', () => {
    for (const text of [block, flow]) expect(withBaseline(text, read(text).baseline)).toBe(text);
  });

  it('keeps Windows line ends', () => {
    const changed = withBaseline(block.replaceAll('\n', '\r\n'), adam);
    expect(changed.replaceAll('\r\n', '')).not.toContain('\n');
    expect(read(changed).baseline).toEqual(adam);
  });

  it('whatever is launched is what is read afterwards, back and forth', () => {
    const rate = fc.double({ min: 1e-5, max: 1, noNaN: true });
    const shared = { width: fc.constantFrom(32, 64, 128), act: fc.constantFrom('relu', 'on', 'a: b') };
    const configuration: fc.Arbitrary<Configuration> = fc.oneof(
      fc.record({ optimizer: fc.constant('adam'), 'optimizer=adam/learning_rate': rate, ...shared }),
      fc.record({
        optimizer: fc.constant('momentum'),
        'optimizer=momentum/learning_rate': rate,
        'optimizer=momentum/momentum': fc.double({ min: 0.8, max: 0.999, noNaN: true }),
        ...shared,
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(block, flow), fc.array(configuration, { maxLength: 4 }), (start, launches) => {
        let text: string = start;
        for (const launch of launches) {
          text = withBaseline(text, launch);
          expect(read(text).baseline).toEqual(launch);
        }
        expect(text.startsWith(head)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a configuration that is none, and a mapping that it cannot change', () => {
    expect(() => withBaseline(block, { ...adam, width: 'wide' })).toThrow('attune.yaml has 1 mistake');
    const alias = flow
      .replace('learning_rate: 0.1', 'learning_rate: *rate')
      .replace('attune: 1', 'attune: 1 # x')
      .replace('range: [1e-3,', 'range: [&rate 0.01,');
    expect(read(alias).baseline['optimizer=momentum/learning_rate']).toBe(0.01);
    expect(() => withBaseline(alias, { ...read(alias).baseline, 'optimizer=momentum/learning_rate': 0.5 })).toThrow(
      'baseline of attune.yaml is written in a way that cannot be changed safely: write it as a plain mapping from names to values',
    );
  });
});

describe('the file on disk', () => {
  it('is replaced as a whole: permissions and links stay, nothing is left behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-rewrite-'));
    const file = join(folder, 'real.yaml');
    const link = join(folder, 'attune.yaml');
    writeFileSync(file, block);
    chmodSync(file, 0o662);
    symlinkSync(file, link);
    rewriteBaseline(link, adam);
    expect(readFileSync(file, 'utf8')).toBe(withBaseline(block, adam));
    expect(statSync(file).mode & 0o777).toBe(0o662);
    expect(readdirSync(folder).sort()).toEqual(['attune.yaml', 'real.yaml']);
  });

  it('is left alone where the configuration is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-rewrite-'));
    const file = join(folder, 'attune.yaml');
    writeFileSync(file, block);
    expect(() => rewriteBaseline(file, {})).toThrow(/has \d mistakes/);
    expect(readFileSync(file, 'utf8')).toBe(block);
  });
});
