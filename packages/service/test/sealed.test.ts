/**
 * The test set stays sealed (method L5) however a program shows what it measured there: a project whose program prints
 * its test loss in colours, in lines that it overwrites, in errors and in reasons. No command may repeat it.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCommands } from '../src/cli/commands/index.ts';
import { main } from '../src/cli/main.ts';
import { terminalOf } from '../src/cli/terminal.ts';
import { recordedOutput } from '../src/cli/testing/host.ts';
import { systemClock } from '../src/engine/index.ts';
import { openSqliteStore } from '../src/store/index.ts';

/** Every test value holds these digits, and nothing else does. */
const secret = '987654';

/** What the program does besides, by trial. */
const crashing = 2;
const impossible = 3;
const garbled = 4;

/** Its test loss differs from run to run, even with one seed. */
const training = String.raw`
final="0.${secret}$$"
printf '\b\b\033[2Kloading\r\n'
step=0
while [ $step -lt "$ATTUNE_UNTIL_STEP" ]; do
  step=$((step + 5))
  line="epoch $step train_loss 0.5 val_loss 0.$((50 - step)) final"
  printf ' 50%%|##  \r%s %s\r\033[1m%s\033[0m \033[31m%s\033[0m\r\n' "$line" "$final" "$line" "$final"
  printf '\033[36mtest/other\033[0m: \033[1m%s\033[0m and again holdout=%s\n' "$final" "$final"
  case $ATTUNE_TRIAL in
  ${crashing})
    printf '%s %s\n' "$line" "$final" >&2
    printf '\033[31mValueError\033[0m: no progress: \033[1mholdout\033[0m = %s\n' "$final" >&2
    exit 1 ;;
  ${impossible})
    printf 'impossible: holdout %s is too low\n' "$final"
    exit 0 ;;
  ${garbled}) printf 'epoch %s train_loss 0.5 val_loss test/loss=%s final %s?\n' "$step" "$final" "$final" ;;
  esac
done
`;

/** Its objective does not arrive. */
const unreported = String.raw`printf 'evaluating\r\033[1mholdout\033[0m: \033[31m0.${secret}\033[0m\n' >&2; exit 1`;

const project = String.raw`attune: 1
name: secretive
objective: { metric: valid/loss, direction: minimize }
train:
  command: sh train.sh ${'$'}{args}
  max_steps: 20
metrics:
  from: stdout
  pattern: '(?:epoch (?<step>\d+) train_loss (?<train_loss>\S+) val_loss (?<val_loss>\S+) final (?<holdout>\S+)|impossible: (?<infeasible>.*))$'
  rename: { train_loss: train/loss, val_loss: valid/loss, holdout: test/loss }
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
baseline: { lr: 0.01 }
`;

const round = 'attune: 1\ngoal: maximize\nbudget: { trials: 5 }\nbaseline_seeds: 0\n';

let scratch: string;
const ran = (): string => join(scratch, 'plain');

async function writeProject(folder: string, program = training): Promise<string> {
  const directory = join(scratch, folder);
  await mkdir(join(directory, 'rounds'), { recursive: true });
  await writeFile(join(directory, 'train.sh'), program);
  await writeFile(join(directory, 'attune.yaml'), project);
  await writeFile(join(directory, 'rounds', '01-first.yaml'), round);
  return directory;
}

async function attune(directory: string, words: readonly string[], columns?: number) {
  const out = recordedOutput(columns);
  const error = recordedOutput(columns);
  const host = {
    terminal: terminalOf(out, error),
    directory,
    environment: process.env,
    clock: systemClock,
    actor: 'cli:test',
    signal: new AbortController().signal,
  };
  const status = await main(words, host, await allCommands());
  return { status, text: out.text() + error.text() };
}

let runOutput: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'attune-sealed-'));
  await writeProject('plain');
  const { status, text } = await attune(ran(), ['run']);
  expect(status, text).toBe(0);
  runOutput = text;
});

afterAll(() => rm(scratch, { recursive: true }));

describe('the test loss', () => {
  it('is printed by the program and kept in the store', async () => {
    expect(await readFile(join(ran(), '.attune/trials/0001/attempt-1/stdout'), 'utf8')).toContain(secret);
    const store = await openSqliteStore(join(ran(), '.attune/store.db'));
    try {
      const curves = await store.curves({ trials: [1, crashing], unsealed: { reason: 'test', actor: 'test' } });
      for (const trial of [1, crashing]) {
        const values = curves.find((curve) => curve.trial === trial && curve.metric === 'test/loss')?.values ?? [];
        expect(values).toHaveLength(trial === 1 ? 4 : 1);
        for (const value of values) expect(String(value)).toMatch(new RegExp(String.raw`^0\.${secret}\d`));
      }
      expect(JSON.stringify(await store.curves({ trials: [1] }))).not.toContain(secret);
      const rows = [await store.read('trial'), await store.read('attempt'), await store.events(0, 1000)];
      expect(JSON.stringify(rows)).not.toContain(secret);
    } finally {
      await store.close();
    }
  });

  it('is not repeated by `run`, which tells how each of these trials ended', () => {
    expect(runOutput).toContain(
      `trial ${crashing} failed (crashed): exit status 1: ValueError: no progress: holdout = ‹sealed›`,
    );
    expect(runOutput).toContain(
      `trial ${impossible} is infeasible (invalid): the program reports: holdout ‹sealed› is too low`,
    );
    expect(runOutput).toContain('val_loss is the text "test/loss=‹sealed›": write a number without quotes');
    expect(runOutput).not.toContain(secret);
  });

  it.each([
    ['to a program', ['--json'], undefined],
    ['on a screen', [], 80],
  ] as const)('is not repeated by `run` %s', async (name, words, columns) => {
    const { status, text } = await attune(await writeProject(name), ['run', ...words], columns);
    expect(status, text).toBe(0);
    expect(text).toContain('‹sealed›');
    expect(text).not.toContain(secret);
  });

  it.each([[[]], [['--json']]])('is not repeated by `check`, nor are runs told apart by it: %j', async (words) => {
    const { text } = await attune(await writeProject(`check ${words.length}`), ['check', ...words]);
    expect(text).toContain('two runs with one seed report the same values');
    expect(text).toContain('another seed changes nothing');
    expect(text).not.toContain(secret);
  });

  it('is not repeated by a `check` that shows the end of the log', async () => {
    const { status, text } = await attune(await writeProject('unreported', unreported), ['check']);
    expect(status).toBe(2);
    expect(text).toContain('reported no valid/loss');
    expect(text).toContain('‹sealed›');
    expect(text).not.toContain(secret);
  });

  it.each([
    'status',
    'trials',
    'report',
    'best',
    'export',
    'export measurements',
    'export measurements --format json',
    ...[1, crashing, impossible, garbled].map((trial) => `show ${trial} --log 100`),
  ])('is not repeated by `%s`', async (words) => {
    for (const form of [[], ['--json']]) {
      const { status, text } = await attune(ran(), [...words.split(' '), ...form]);
      expect(status, text).toBe(0);
      expect(text).not.toContain(secret);
      if (words.startsWith('show')) expect(text).toContain('‹sealed›');
    }
  });

  it('is neither on the page nor in a figure', async () => {
    await cp(join(ran(), 'report.html'), join(scratch, 'page.html'));
    const page = await readFile(join(scratch, 'page.html'), 'utf8');
    expect(page).toContain('secretive');
    expect(page).not.toContain(secret);
    expect((await attune(ran(), ['report', '--html', 'again.html'])).status).toBe(0);
    expect(await readFile(join(ran(), 'again.html'), 'utf8')).not.toContain(secret);
  });
});
