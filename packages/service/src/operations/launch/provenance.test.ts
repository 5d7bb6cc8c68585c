import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordProvenance } from './provenance.ts';

/** Answers as Python does, without being it: what is installed where the tests run is not known. */
const python = `#!/bin/sh
case "$*" in
  -VV) printf 'Python 3.12.4 (main, Jun  6 2024)\\n[GCC 13.2]\\n' ;;
  "-m pip "*) printf 'torch==2.3.1\\nnumpy==2.0.0\\n\\n' ;;
  *) exit 1 ;;
esac
`;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'attune-provenance-'));
  await writeFile(join(directory, 'python3'), python);
  await chmod(join(directory, 'python3'), 0o755);
});

afterEach(() => rm(directory, { recursive: true }));

const train = { command: './python3 train.py ${args}', maxSteps: 1, stepUnit: 'step', graceSeconds: 1 };

describe('what runs a Python program', () => {
  it('is kept with its packages', async () => {
    const { interpreter, versions } = await recordProvenance(directory, train);
    const packages = 'numpy==2.0.0\ntorch==2.3.1';
    expect(interpreter).toEqual({
      command: './python3',
      version: '3.12.4',
      full: 'Python 3.12.4 (main, Jun  6 2024) [GCC 13.2]',
      packages,
      packagesHash: createHash('sha256').update(packages).digest('hex'),
    });
    expect(versions['python']).toBe('3.12.4');
  });

  it('is kept without packages where pip is missing', async () => {
    await writeFile(join(directory, 'python3'), python.replace('"-m pip "*)', 'never)'));
    const { interpreter } = await recordProvenance(directory, train);
    expect(interpreter).toMatchObject({ version: '3.12.4', packages: null, packagesHash: null });
  });

  it('is that of a virtual environment which the set-up activates', async () => {
    await mkdir(join(directory, 'venv', 'bin'), { recursive: true });
    await rename(join(directory, 'python3'), join(directory, 'venv', 'bin', 'python3'));
    const activated = { ...train, command: 'python3 train.py ${args}', setup: '. venv/bin/activate\n' };
    expect((await recordProvenance(directory, activated)).interpreter).toMatchObject({
      command: 'venv/bin/python3',
      version: '3.12.4',
    });
  });

  it.each([
    ['another program', { ...train, command: 'sh train.sh ${args}' }],
    ['one that a set-up chooses', { ...train, setup: 'module load python' }],
    ['one that is not there', { ...train, command: './python2 train.py ${args}' }],
    ['one that a variable names', { ...train, command: '${envvar:BIN}/python3 train.py ${args}' }],
  ])('is not known of %s', async (_, other) => {
    const { interpreter, versions } = await recordProvenance(directory, other);
    expect(interpreter).toBeNull();
    expect(versions).not.toHaveProperty('python');
  });
});
