/**
 * A checkpoint file: one line of JSON (what and where), a newline, then the arrays as little-endian float32 in the
 * order of that line. Everything is kept exactly, so that training continues bit for bit.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Arrays } from '@attune/train';
import { numpy as np } from '@jax-js/jax';
import type { GradientNorms } from './gradient-norms.ts';
import type { Model } from './training-step.ts';

export interface Checkpoint {
  readonly step: number;
  /** What the run depends on besides its state; a checkpoint of another run is refused. */
  readonly run: string;
  readonly model: Model;
  /** Of the current interval between evaluations, which a checkpoint may fall into. */
  readonly norms: GradientNorms;
}

interface Header {
  readonly step: number;
  readonly run: string;
  readonly norms: { readonly sum: string; readonly max: string; readonly count: number };
  readonly arrays: readonly { readonly path: readonly string[]; readonly shape: readonly number[] }[];
}

/** Writes a checkpoint; the file appears only once it is complete. The model stays the caller's. */
export function writeCheckpoint(path: string, { step, run, model, norms }: Checkpoint): void {
  const groups: Readonly<Record<string, Arrays>> = { ...model.state, parameters: model.parameters };
  const arrays = Object.entries(groups).flatMap(([group, named]) =>
    Object.entries(named).map(([name, array]) => ({ path: [group, name], shape: array.shape, array })),
  );
  const header: Header = {
    step,
    run,
    norms: { sum: String(norms.sum), max: String(norms.max), count: norms.count },
    arrays: arrays.map((entry) => ({ path: entry.path, shape: entry.shape })),
  };
  const parts = arrays.map(({ array }) => Buffer.from(Float32Array.from(array.ref.dataSync()).buffer));
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(`${path}.partial`, 'w');
  try {
    writeSync(file, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...parts]));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.partial`, path);
}

/** Reads a checkpoint of the run `run`. Throws an `Error` where the file belongs to another run. */
export function readCheckpoint(path: string, run: string): Checkpoint {
  const bytes = readFileSync(path);
  const end = bytes.indexOf('\n');
  const header = JSON.parse(bytes.toString('utf8', 0, end)) as Header;
  if (header.run !== run) {
    throw new Error(`${path} is a checkpoint of another run (${header.run}); this one is ${run}`);
  }
  const groups: Record<string, Record<string, np.Array>> = {};
  let offset = end + 1;
  for (const { path: [group = '', name = ''] = [], shape } of header.arrays) {
    const length = shape.reduce((product, size) => product * size, 1);
    // A copy: the bytes begin at any offset, a Float32Array must begin at a multiple of four.
    const values = new Float32Array(new Uint8Array(bytes.subarray(offset, offset + 4 * length)).buffer);
    (groups[group] ??= {})[name] = np.array(values).reshape([...shape]);
    offset += 4 * length;
  }
  const { parameters = {}, ...state } = groups;
  const { sum, max, count } = header.norms;
  return {
    step: header.step,
    run,
    model: { parameters, state },
    norms: { sum: Number(sum), max: Number(max), count },
  };
}
