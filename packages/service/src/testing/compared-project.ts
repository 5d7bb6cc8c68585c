/** A real project of real, quick processes, to be compared in: a folder of its own for each test. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../store/index.ts';
import { compare } from '../operations/compare/compare.ts';
import { launch } from '../operations/launch/launch.ts';
import { systemClock, type Context } from '../operations/operation.ts';
import { perform } from '../operations/operation-input.ts';

/** Better by 0.5 at each tenfold rate; beyond 0.5 it diverges under odd seeds; `crash` fails. */
export const training = `
set -eu
lr=0.01; momentum=0
for word; do case $word in --lr=*) lr=\${word#--lr=} ;; --momentum=*) momentum=\${word#--momentum=} ;; esac; done
[ "$momentum" != 0.5 ] || exit 3
awk -v lr="$lr" -v m="$momentum" -v seed="$ATTUNE_SEED" 'BEGIN {
  noise = ((seed % 1009) * (int(lr * 1e6) % 997 + 13) % 1000) / 1000
  loss = 1 - log(lr) / log(10) / 2 - m / 2 + noise / 4
  if (lr > 0.5 && seed % 2 == 1) loss = "NaN"
  for (s = 5; s <= 20; s += 5) printf "{\\"step\\": %d, \\"train/loss\\": %s, \\"valid/loss\\": %s, \\"test/loss\\": 0.987654}\\n", s, loss, loss
}' >> "$ATTUNE_DIR/metrics.jsonl"
`;

export const projectFile = `attune: 1
name: compared
objective: { metric: valid/loss, direction: minimize }
train:
  command: sh train.sh \${args}
  max_steps: 20
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
  momentum: { off: 0, range: [0.1, 0.9] }
# where we began
baseline:
  lr: 0.01 # slow
  momentum: 0
resources: { slots: 2 }
`;

export interface ComparedProject {
  readonly directory: string;
  readonly contextOf: (change?: Partial<Context>) => Context;
  readonly comparing: (input: unknown, change?: Partial<Context>) => ReturnType<typeof compare.run>;
  readonly launching: (input: unknown, change?: Partial<Context>) => ReturnType<typeof launch.run>;
  readonly projectText: () => Promise<string>;
  readonly writeProject: (text: string) => Promise<void>;
  readonly stored: () => Promise<Awaited<ReturnType<typeof storedIn>>>;
  readonly remove: () => Promise<void>;
}

export async function comparedProject(): Promise<ComparedProject> {
  const directory = await mkdtemp(join(tmpdir(), 'attune-compare-'));
  await mkdir(join(directory, 'rounds'));
  await writeFile(join(directory, 'train.sh'), training);
  await writeFile(join(directory, 'attune.yaml'), projectFile);
  await writeFile(join(directory, 'rounds', '01-first.yaml'), 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\n');
  const contextOf = (change: Partial<Context> = {}): Context => ({
    directory,
    clock: systemClock,
    environment: process.env,
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
    ...change,
  });
  return {
    directory,
    contextOf,
    comparing: (input, change) => perform(compare, contextOf(change), input),
    launching: (input, change) => perform(launch, contextOf(change), input),
    projectText: () => readFile(join(directory, 'attune.yaml'), 'utf8'),
    writeProject: (text) => writeFile(join(directory, 'attune.yaml'), text),
    stored: () => storedIn(directory),
    remove: () => rm(directory, { recursive: true, maxRetries: 10 }),
  };
}

async function storedIn(directory: string) {
  const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
  try {
    const events = await store.events(0, 10_000);
    return {
      rounds: await store.read('round'),
      trials: await store.read('trial'),
      launches: await store.read('launch'),
      events,
    };
  } finally {
    await store.close();
  }
}
