/**
 * The command line on a real project: real processes, a real store, every command's document held against its schema.
 * Runs on each kind of store: the answers are the same.
 */
import { cp, mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCommands } from '../src/cli/commands/index.ts';
import { main } from '../src/cli/main.ts';
import { terminalOf } from '../src/cli/terminal.ts';
import { recordedOutput } from '../src/cli/testing/host.ts';
import { systemClock } from '../src/engine/index.ts';
import { operationSchemas } from '../src/operations/registry.ts';

/** Falls towards a floor that depends on the rate; also reports a test metric, which nobody may see. */
const training = `
set -eu
for word; do case $word in --lr=*) lr=\${word#--lr=} ;; esac; done
step=0
echo "starting with $lr"
while [ $step -lt "$ATTUNE_UNTIL_STEP" ]; do
  step=$((step + 5))
  awk -v s=$step -v lr="$lr" -v seed="$ATTUNE_SEED" 'BEGIN {
    loss = exp(-lr * s) + (lr > 0.5 ? lr * s : 0) + seed % 7 / 1000
    printf "{\\"step\\": %d, \\"train/loss\\": %.6g, \\"valid/loss\\": %.6g, \\"test/loss\\": 0.987654}\\n", s, loss, loss
  }' >> "$ATTUNE_DIR/metrics.jsonl"
  echo "step $step test/loss=0.987654"
done
echo saved > "$ATTUNE_DIR/checkpoints/$step"
echo "{\\"step\\": $step, \\"checkpoint\\": \\"checkpoints/$step\\"}" >> "$ATTUNE_DIR/metrics.jsonl"
`;

const project = `attune: 1
name: curve
objective: { metric: valid/loss, direction: minimize }
train:
  command: sh train.sh \${args}
  max_steps: 20
  eval_every: 5
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
baseline: { lr: 0.01 }
resources: { slots: 2 }
`;

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));
for (const { name, schema } of operationSchemas()) ajv.addSchema(schema, name);

interface Listed {
  readonly trial: number;
  readonly status: string;
  readonly objective: number | null;
  readonly baseline: boolean;
  readonly configuration: { readonly lr: number };
}

/** What the tests look at, of all documents together. */
interface Result {
  readonly schema: string;
  readonly status: string;
  readonly variables: readonly { readonly variable: string; readonly standing: string }[];
  readonly stepSeconds: number;
  readonly plan: { readonly measuredBy: string; readonly studies: readonly { purpose: string; points: unknown[] }[] };
  readonly trials: readonly Listed[];
  readonly total: number;
  readonly params: unknown;
  readonly command: string;
  readonly attempts: readonly unknown[];
  readonly log: { readonly stdout: string };
  readonly rows: number;
  readonly whyNot: unknown;
  readonly html: unknown;
}

/** `environment` is added to the process's own. */
export function commandScenario(name: string, environment: () => Readonly<Record<string, string>>): void {
  describe(name, () => {
    let directory: string;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'attune-commands-'));
      await mkdir(join(directory, 'rounds'));
      await writeFile(join(directory, 'train.sh'), training);
      await writeFile(join(directory, 'attune.yaml'), project);
      await writeFile(join(directory, 'rounds', '01-first.yaml'), 'attune: 1\ngoal: maximize\nbudget: { trials: 6 }\n');
    });

    afterAll(() => rm(directory, { recursive: true }));

    async function attune(...words: string[]) {
      const out = recordedOutput();
      const error = recordedOutput();
      const status = await main(
        words,
        {
          terminal: terminalOf(out, error),
          directory,
          environment: { ...process.env, ...environment() },
          clock: systemClock,
          actor: 'cli:test',
          signal: new AbortController().signal,
        },
        await allCommands(),
      );
      return { status, out: out.text(), error: error.text() };
    }

    /** The result document, after it has been held against its published schema. */
    async function document(...words: string[]): Promise<Result> {
      const { out, error, status } = await attune(...words, '--json');
      expect({ status, error: status === 0 ? '' : error + out }).toEqual({ status: 0, error: '' });
      const parsed = JSON.parse(out) as Result;
      const validate = ajv.getSchema(parsed.schema);
      expect(validate?.(parsed), JSON.stringify(validate?.errors, null, 1)).toBe(true);
      return parsed;
    }

    it('checks the project: protocol variables, repeatability, the time of a step', async () => {
      const { variables, stepSeconds } = await document('check');
      expect(Object.fromEntries(variables.map(({ variable, standing }) => [variable, standing]))).toEqual({
        ATTUNE_DIR: 'honoured',
        ATTUNE_SEED: 'honoured',
        ATTUNE_MAX_STEPS: 'honoured',
        ATTUNE_UNTIL_STEP: 'honoured',
        ATTUNE_EVAL_EVERY: 'honoured',
        // It does not read ATTUNE_RESUME: it starts from 0 again.
        ATTUNE_RESUME: 'unclear',
      });
      expect(stepSeconds).toBeGreaterThan(0);
    });

    it('says what a round would run, and then runs exactly that', async () => {
      const { studies, measuredBy } = (await document('run', '--dry-run')).plan;
      expect(measuredBy).toBe('check');
      expect((await document('run')).status).toBe('completed');
      const { trials } = await document('trials');
      expect(trials.map(({ configuration }) => configuration)).toEqual([
        ...studies.filter(({ purpose }) => purpose === 'baseline').flatMap(({ points }) => points),
        ...studies.filter(({ purpose }) => purpose === 'search').flatMap(({ points }) => points),
      ]);
      expect(await readFile(join(directory, 'report.html'), 'utf8')).toContain('</html>');
    });

    it('says why a question found nothing, and knows its questions', async () => {
      const silence = await document('report', '--why-not', 'best-step');
      expect(silence.whyNot).toEqual({
        code: 'best-step',
        found: [],
        reasons: [expect.stringContaining('competitive')],
      });
      expect(silence.html).toBeNull();
      const { status, error } = await attune('report', '--why-not', 'bests-tep');
      expect(status).toBe(2);
      expect(error).toContain('boundary');
    });

    it('lists the best first, and takes the winner away', async () => {
      const [first] = (await document('trials', '--sort', 'objective')).trials;
      const all = (await document('trials')).trials;
      expect(first?.objective).toBe(Math.min(...all.flatMap(({ objective }) => objective ?? [])));
      const best = await document('best');
      const params = JSON.parse((await attune('best', '--params')).out) as Record<string, number>;
      expect(params).toEqual(best.params);
      expect((await attune('best', '--command')).out.trim()).toBe(best.command);
      expect(await readFile((await attune('best', '--checkpoint')).out.trim(), 'utf8')).toBe('saved\n');
      const both = await attune('best', '--command', '--params');
      expect(both.status).toBe(2);
    });

    it('keeps the metrics of the test set sealed, in every output', async () => {
      await cp(join(directory, 'report.html'), join(directory, 'page.html'));
      const outputs = await Promise.all(
        [
          ['show', '4', '--log', '100'],
          ['show', '4', '--log', '100', '--json'],
          ['trials', '--json'],
          ['report'],
          ['report', '--json'],
          ['export', 'measurements'],
          ['export', 'measurements', '--format', 'json'],
          ['status', '--json'],
          ['best', '--json'],
        ].map((words) => attune(...words)),
      );
      for (const { out, status } of outputs) {
        expect(status).toBe(0);
        expect(out).not.toContain('987654');
      }
      expect(outputs[0]?.out).toContain('‹sealed›');
      expect(await readFile(join(directory, 'page.html'), 'utf8')).not.toContain('987654');
    });

    it('shows a trial, exports tables and draws figures', async () => {
      const shown = await document('show', '4');
      expect(shown.attempts).toHaveLength(1);
      expect(shown.log.stdout).toContain('step 20');
      const csv = (await attune('export')).out.split('\r\n');
      expect(csv[0]).toBe('trial,round,study,baseline,status,reason,objective,bestStep,seed,attempts,lr');
      expect(csv).toHaveLength(11);
      expect((await document('export', 'measurements', '-o', 'curves.json')).rows).toBe(9 * 2 * 4);
      for (const ending of ['svg', 'png', 'json']) {
        const { status } = await attune('report', '--figure', `figure.${ending}`, '--id', 'axis:lr');
        expect(status).toBe(0);
      }
      expect(await readFile(join(directory, 'figure.svg'), 'utf8')).toMatch(/^<svg/);
      expect((await readFile(join(directory, 'figure.png'))).subarray(1, 4).toString()).toBe('PNG');
      expect(await readFile(join(directory, 'figure.json'), 'utf8')).toContain('vega-lite');
    });

    it('refuses to change a round that ran, and continues it with a larger budget', async () => {
      const file = join(directory, 'rounds', '01-first.yaml');
      await writeFile(file, 'attune: 1\ngoal: maximize\nranges: { lr: [1e-2, 1] }\nbudget: { trials: 6 }\n');
      const refused = await attune('run', '1');
      expect(refused.status).toBe(4);
      expect(refused.error).toContain('was frozen when it first ran');
      expect((await document('trials')).total).toBe(9);

      await writeFile(file, 'attune: 1\ngoal: maximize\nbudget: { trials: 8 }\n');
      expect((await document('run', '1')).status).toBe('completed');
      const { trials } = await document('trials');
      expect(trials).toHaveLength(11);
      expect(new Set(trials.slice(3).map(({ configuration }) => configuration.lr)).size).toBe(8);
      await writeFile(file, 'attune: 1\ngoal: maximize\nbudget: { trials: 7 }\n');
      expect((await attune('run', '1')).status).toBe(4);
    });

    it('does not stop what has ended, and says so', async () => {
      const stopped = await document('stop', '1');
      expect(stopped.trials).toEqual([{ trial: 1, status: 'completed', changed: false }]);
    });

    it('gives failed trials another try when asked', async () => {
      const mended = await readFile(join(directory, 'train.sh'), 'utf8');
      await writeFile(
        join(directory, 'train.sh'),
        `${mended}\nexit 9\n`.replace('set -eu', 'case $ATTUNE_TRIAL in 12|13) exit 8;; esac'),
      );
      await writeFile(join(directory, 'rounds', '02-again.yaml'), 'attune: 1\ngoal: maximize\nbudget: { trials: 1 }\n');
      await attune('run', '2');
      const before = (await document('trials', '--round', '2')).trials;
      await writeFile(join(directory, 'train.sh'), mended);
      expect((await document('run', '2', '--retry-failed')).status).toBe('completed');
      const after = (await document('trials', '--round', '2')).trials;
      expect(before.map(({ status }) => status)).not.toContain('completed');
      expect(after.map(({ status }) => status)).toEqual(['completed', 'completed']);
    });

    it('says how the project stands', async () => {
      const { out } = await attune('status');
      expect(out).toContain('round 1 first  completed  11 completed');
    });
  });
}
