/** A project in a folder of its own whose training takes milliseconds, and the command line upon it: real processes, a real store. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allCommands } from '../src/cli/commands/index.ts';
import { main } from '../src/cli/main.ts';
import { terminalOf } from '../src/cli/terminal.ts';
import { recordedOutput } from '../src/cli/testing/host.ts';
import { systemClock } from '../src/engine/index.ts';
import { openSqliteStore, type Store } from '../src/store/index.ts';

/** One awk process: loss and error lie lowest at different rates; also reports a test metric, which nobody may see. */
const training = `
for word; do case $word in --lr=*) lr=\${word#--lr=} ;; esac; done
exec awk -v lr="$lr" -v seed="$ATTUNE_SEED" -v last="$ATTUNE_UNTIL_STEP" 'BEGIN {
  for (s = 5; s <= last; s += 5) {
    d = log(lr / 0.1) / log(10); e = log(lr / 0.02) / log(10)
    loss = 0.2 + d * d / 10 + 1 / s + seed % 7 / 1000
    printf "{\\"step\\": %d, \\"train/loss\\": %.6g, \\"valid/loss\\": %.6g, \\"valid/error\\": %.6g, \\"test/loss\\": 0.987654}\\n", \\
      s, loss, loss, 0.05 + e * e / 20 + seed % 5 / 1000
  }
}' > "$ATTUNE_DIR/metrics.jsonl"
`;

const projectText = `attune: 1
name: quick
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: 20 }
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
baseline: { lr: 0.01 }  # the first one
resources: { slots: 2 }
`;

/** Before the training of a trial that `hold` keeps: it waits in the project's folder, and ends with that or by SIGTERM. */
const held = 'held';
const waiting = `trap 'exit 143' TERM
echo begun
while [ -e ${held} ]; do sleep 0.05; done
`;

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

export interface QuickProject {
  readonly directory: string;
  write(path: string, text: string): void;
  read(path: string): string;
  attune(...words: readonly string[]): Promise<Ran>;
  /** The same, while which can be seen what it has said so far. */
  begin(...words: readonly string[]): { readonly said: () => string; readonly ended: Promise<Ran> };
  /** The document of a command that must succeed. */
  document(...words: readonly string[]): Promise<unknown>;
  /** Runs `use` on the store and closes it. */
  withStore<T>(use: (store: Store) => Promise<T>): Promise<T>;
  /** From now on every trial that begins waits for `release`, however slow or fast the machine is; what it measures follows then. */
  hold(): void;
  release(): void;
  remove(): void;
}

/** `rounds`: the text of each round file by its name. */
export function quickProject(rounds: Readonly<Record<string, string>>): QuickProject {
  const directory = mkdtempSync(join(tmpdir(), 'attune-quick-'));
  const write = (path: string, text: string): void => writeFileSync(join(directory, path), text);
  mkdirSync(join(directory, 'rounds'));
  write('train.sh', training);
  write('attune.yaml', projectText);
  for (const [name, text] of Object.entries(rounds)) write(join('rounds', name), text);

  const attune = (...words: readonly string[]): Promise<Ran> => begin(...words).ended;

  function begin(...words: readonly string[]) {
    const out = recordedOutput();
    const error = recordedOutput();
    const surroundings = {
      terminal: terminalOf(out, error),
      directory,
      environment: process.env,
      clock: systemClock,
      actor: 'cli:test',
      signal: new AbortController().signal,
    };
    const run = async (): Promise<Ran> => {
      const status = await main([...words], surroundings, await allCommands());
      return { status, out: out.text(), error: error.text() };
    };
    return { said: () => out.text() + error.text(), ended: run() };
  }

  return {
    directory,
    write,
    read: (path) => readFileSync(join(directory, path), 'utf8'),
    attune,
    begin,
    async document(...words) {
      const { out, error, status } = await attune(...words, '--json');
      if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${error}${out}`);
      return JSON.parse(out) as unknown;
    },
    async withStore(use) {
      const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
      try {
        return await use(store);
      } finally {
        await store.close();
      }
    },
    hold() {
      write(held, '');
      const training = readFileSync(join(directory, 'train.sh'), 'utf8');
      if (!training.startsWith(waiting)) write('train.sh', waiting + training);
    },
    release: () => rmSync(join(directory, held), { force: true }),
    // A trial that goes on for a moment may write while its folder is removed.
    remove: () => rmSync(directory, { recursive: true, maxRetries: 10, retryDelay: 100 }),
  };
}
