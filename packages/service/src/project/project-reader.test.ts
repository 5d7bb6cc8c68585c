import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectReader } from './project-reader.ts';

const text = (low: string): string => `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: 20 }
hyperparameters:
  lr: { range: [${low}, 1], scale: log }
baseline: { lr: 0.1 }
`;

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attune-reader-'));
  path = join(directory, 'attune.yaml');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe('projectReader', () => {
  it('gives what it has read while the text stays, and what stands there once it changes', () => {
    const read = projectReader();
    writeFileSync(path, text('1e-3'));
    const first = read(path, directory);
    writeFileSync(path, text('1e-3'));
    expect(read(path, directory)).toBe(first);
    // As long as before, in the same moment.
    writeFileSync(path, text('1e-4'));
    expect(read(path, directory).project.space).not.toEqual(first.project.space);
    expect(read(path, '/').document.file).not.toBe(first.document.file);
  });

  it('tells each time what is wrong with the file, or that it has gone', () => {
    const read = projectReader();
    writeFileSync(path, text('1e-3'));
    read(path, directory);
    writeFileSync(path, text('two'));
    expect(() => read(path, directory)).toThrow();
    expect(() => read(path, directory)).toThrow();
    rmSync(path);
    expect(() => read(path, directory)).toThrow('there is no file attune.yaml');
  });
});
