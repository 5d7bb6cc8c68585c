/** Comparisons and launches on a real project: real processes, a real store. */
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRoundRecord } from '../history/index.ts';
import { openSqliteStore } from '../store/index.ts';
import { compare } from './compare.ts';
import { launch } from './launch.ts';
import { systemClock, type Context } from './operation.ts';
import { perform } from './operation-input.ts';
import { run } from './run.ts';
import { unseal } from './unseal.ts';

/** Better by 0.5 at each tenfold rate; beyond 0.5 it diverges under odd seeds; `crash` fails. */
const training = `
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

const project = `attune: 1
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

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'attune-compare-'));
  await mkdir(join(directory, 'rounds'));
  await writeFile(join(directory, 'train.sh'), training);
  await writeFile(join(directory, 'attune.yaml'), project);
  await writeFile(join(directory, 'rounds', '01-first.yaml'), 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\n');
});

afterEach(() => rm(directory, { recursive: true }));

function contextOf(change: Partial<Context> = {}): Context {
  return {
    directory,
    clock: systemClock,
    environment: process.env,
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
    ...change,
  };
}

const comparing = (input: unknown, change: Partial<Context> = {}) => perform(compare, contextOf(change), input);
const launching = (input: unknown) => perform(launch, contextOf(), input);
const projectText = (): Promise<string> => readFile(join(directory, 'attune.yaml'), 'utf8');

async function stored() {
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

describe('compare', () => {
  it('runs pairs under fresh seeds that both share, until the answer is clear', async () => {
    await perform(run, contextOf(), {});
    const before = new Set((await stored()).trials.map(({ seed }) => seed));
    const result = await comparing({ candidate: '4', baseline: 'lr=0.001' });
    expect(result).toMatchObject({
      round: 2,
      status: 'completed',
      baseline: { label: 'lr=0.001' },
      complexity: 'adds',
    });
    expect(result.candidate).toMatchObject({ label: 'trial 4', trial: 4 });
    expect(result.recommendation).toBe('adopt');
    expect(result.pairs).toBeLessThan(10);
    expect(result.effect).toBeGreaterThan(0);
    expect(result.runs).toHaveLength(result.pairs);
    expect(new Set(result.runs.map(({ seed }) => seed)).size).toBe(result.pairs);
    expect(result.runs.some(({ seed }) => before.has(seed))).toBe(false);
    expect(result.selected).toMatchObject({ trial: 4, among: 3 });
    expect(result.selected?.rank).toBeLessThanOrEqual(3);
    const { rounds, trials, events } = await stored();
    expect(trials.filter(({ round }) => round === 2)).toHaveLength(2 * result.pairs);
    expect(rounds[1]?.resolved.comparison?.concluded).toMatchObject({ recommendation: 'adopt', pairs: result.pairs });
    expect(events.filter(({ kind }) => kind === 'comparison.concluded')).toHaveLength(1);
  });

  it('takes runs of the baseline as its noise, and leaves the search to other rounds', async () => {
    await comparing({ candidate: 'lr=0.02', complexity: 'adds', seedsMax: 3 });
    const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
    const [round] = await store.read('round');
    if (round === undefined) throw new Error('the comparison is a round');
    const { studies, roles } = await readRoundRecord(store, round);
    await store.close();
    expect(studies.map(({ purpose, name, trials }) => [purpose, name, trials])).toEqual([
      ['rerun', 'lr=0.02', 3],
      ['baseline', 'baseline', 3],
    ]);
    expect(roles).toEqual({ lr: 'scientific', momentum: 'fixed' });
  });

  it('goes on where it was interrupted, and again with more seeds', async () => {
    const stopping = new AbortController();
    const input = { candidate: 'lr=0.0101', complexity: 'adds', seedsMax: 3 };
    const progress: Context['progress'] = (event) => {
      if (event.kind === 'trial-ended') stopping.abort('SIGINT');
    };
    const first = await comparing(input, { signal: stopping.signal, progress });
    expect(first).toMatchObject({ status: 'paused', round: 2 });
    const second = await comparing(input);
    expect(second).toMatchObject({ status: 'completed', round: 2, pairs: 3 });
    expect(second.runs.map(({ seed }) => seed)).toEqual(first.runs.map(({ seed }) => seed));
    const third = await comparing({ ...input, seedsMax: 6 });
    expect(third.round).toBe(2);
    expect(third.runs.slice(0, 3)).toEqual(second.runs);
    expect(third.pairs).toBeGreaterThan(3);
    expect(new Set(third.runs.map(({ seed }) => seed)).size).toBe(third.pairs);
    expect(await comparing({ ...input, seedsMax: 6, dryRun: true })).toEqual(third);
    // Without its options it goes on as it was begun.
    expect(await comparing({ candidate: 'lr=0.0101', dryRun: true })).toMatchObject({
      complexity: 'adds',
      pairsMax: 6,
    });
    expect((await comparing({ ...input, again: true })).round).toBe(3);
  });

  it('warns where fresh seeds fall farther behind the result that selected it than luck explains', async () => {
    await perform(run, contextOf(), {});
    const before = await projectText();
    await writeFile(join(directory, 'train.sh'), training.replace('noise / 4', 'noise / 4 + 50'));
    const result = await comparing({ candidate: '4', seedsMax: 5 });
    expect(await projectText()).toBe(before);
    expect(result.selected?.warning).toContain('that luck among 3 results does not explain it');
    expect(result.selected?.mean).toBeGreaterThan(50);
  });

  it('begins nothing while another process is at work, says so, and begins when that has ended', async () => {
    await perform(run, contextOf(), {});
    const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
    const now = systemClock.now();
    const lease = await store.lease({ do: 'take', holder: 'elsewhere 1 2 3', now, until: now + 60_000 });
    const stopping = new AbortController();
    const said: string[] = [];
    const progress: Context['progress'] = (event) => {
      if (event.kind !== 'message') return;
      said.push(event.message.text);
      stopping.abort('SIGINT');
    };
    const stopped = await comparing({ candidate: 'lr=0.1' }, { signal: stopping.signal, progress });
    expect(stopped).toMatchObject({ round: null, status: 'planned' });
    expect(said).toEqual([expect.stringContaining('the comparison begins when that has ended')]);
    const freeing: Context['progress'] = (event) => {
      if (event.kind === 'message' && event.message.text.startsWith('another process'))
        void store.lease({ do: 'release', token: lease?.token ?? 0 });
    };
    expect(await comparing({ candidate: 'lr=0.1' }, { progress: freeing })).toMatchObject({ status: 'completed' });
    await store.close();
  });

  it('counts a candidate that diverges under some seeds as it is', async () => {
    const result = await comparing({ candidate: 'lr=0.9', seedsMax: 8 });
    const diverged = result.runs.filter(({ candidate }) => candidate.result === 'infeasible');
    expect(diverged).toHaveLength(result.infeasible.candidate);
    expect(diverged.every(({ seed }) => seed % 2 === 1)).toBe(true);
    expect(result.runs.filter(({ seed }) => seed % 2 === 1)).toHaveLength(diverged.length);
    if (diverged.length > 0) expect(result.recommendation).not.toBe('adopt');
  });

  it('says what it would do before it has run, and stores nothing then', async () => {
    const result = await comparing({ candidate: 'lr=0.1', dryRun: true });
    expect(result).toMatchObject({ round: null, status: 'planned', runs: [], recommendation: 'more-evidence' });
    await expect(access(join(directory, '.attune'))).rejects.toThrow('ENOENT');
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ candidate: 'foo' }, 'invalid', 'foo is nothing to compare'],
    [{ candidate: '7' }, 'not-found', 'there is no trial 7'],
    [{ candidate: 'baseline' }, 'invalid', 'are the same configuration'],
    [{ candidate: 'rate=0.1' }, 'invalid', 'there is no hyperparameter rate'],
    [{ candidate: 'lr=fast' }, 'invalid', 'lr=fast cannot be compared'],
    [{ candidate: 'lr=' }, 'invalid', 'lr= is no value'],
    [{ candidate: 'lr=0.1', seedsMax: 101 }, 'invalid', 'at most 100 pairs'],
    [{ candidate: 'lr=0.1', seedsMax: 2 }, 'invalid', 'it must be at least 3'],
  ])('refuses %j', async (input, code, words) => {
    const refused = await comparing(input).then(
      () => null,
      (error: unknown) => error as { code: string; message: string; issues?: readonly { message: { text: string } }[] },
    );
    expect(refused?.code).toBe(code);
    expect([refused?.message, ...(refused?.issues ?? []).map(({ message }) => message.text)].join('\n')).toContain(
      words,
    );
  });

  it('pauses where its runs fail at once, and says so', async () => {
    const result = await comparing({ candidate: 'momentum=0.5' });
    expect(['paused', 'completed']).toContain(result.status);
    expect(result.pairs).toBe(0);
    expect(result.recommendation).toBe('more-evidence');
  });
});

describe('launch', () => {
  it('writes the baseline, comments kept, with evidence and reproduction', async () => {
    const compared = await comparing({ candidate: 'lr=0.1' });
    expect(compared.recommendation).toBe('adopt');
    const result = await launching({});
    expect(result).toMatchObject({
      launch: 2,
      parent: 1,
      changes: [{ hyperparameter: 'lr', before: 0.01, after: 0.1 }],
    });
    expect(result.evidence).toMatchObject({ kind: 'comparison', round: 2, recommendation: 'adopt' });
    expect(await projectText()).toBe(project.replace('lr: 0.01 # slow', 'lr: 0.1 # slow'));
    const { launches, events } = await stored();
    expect(launches.map(({ number, parent, configuration }) => [number, parent, configuration])).toEqual([
      [1, null, { lr: 0.01, momentum: 0 }],
      [2, 1, { lr: 0.1, momentum: 0 }],
    ]);
    expect(launches[1]?.provenance).toMatchObject({
      seeds: compared.runs.map(({ seed }) => seed),
      train: { command: 'sh train.sh ${args}' },
    });
    expect(result.command).toContain('sh train.sh --lr=0.1 --momentum=0');
    expect(events.filter(({ kind }) => kind === 'launch.made')).toHaveLength(1);
    await expect(launching({ comparison: 2 })).rejects.toThrow('lr=0.1 is the baseline already');
  });

  it('asks for a note where the change adds complexity', async () => {
    await comparing({ candidate: 'lr=0.1', complexity: 'adds' });
    await expect(launching({})).rejects.toThrow('this change adds complexity: say with --note');
    expect(await projectText()).toBe(project);
    expect((await launching({ note: 'one more thing to tune' })).note).toBe('one more thing to tune');
  });

  it('refuses what nothing speaks for, unless a reason is given', async () => {
    await expect(launching({})).rejects.toThrow('nothing has run here yet');
    await comparing({ candidate: 'lr=0.001', seedsMax: 5 });
    await expect(launching({})).rejects.toThrow('recommends to reject it');
    await expect(launching({ candidate: 'lr=0.2' })).rejects.toThrow('`attune compare lr=0.2` finds out');
    await expect(launching({ comparison: 9 })).rejects.toThrow('round 9 is no comparison: there are 2');
    await expect(launching({ candidate: 'lr=0.2', withoutEvidence: ' ' })).rejects.toThrow('say why');
    expect(await projectText()).toBe(project);
    const forced = await launching({ comparison: 2, withoutEvidence: 'the paper uses it' });
    expect(forced.evidence).toEqual({
      kind: 'none',
      reason: 'the paper uses it',
      comparison: { round: 2, recommendation: 'reject' },
    });
  });

  it('refuses a comparison with what is no longer the baseline, which a hand may have changed', async () => {
    await comparing({ candidate: 'lr=0.1' });
    await writeFile(join(directory, 'attune.yaml'), project.replace('lr: 0.01', 'lr: 0.05'));
    await expect(launching({})).rejects.toThrow('that is not the baseline now');
    await launching({ candidate: 'lr=0.2', withoutEvidence: 'a try' });
    const { launches } = await stored();
    // The hand-edited one is recorded in between, without evidence.
    expect(launches.map(({ configuration, evidence }) => [configuration['lr'], evidence === null])).toEqual([
      [0.01, true],
      [0.05, true],
      [0.2, false],
    ]);
  });

  it('finishes a launch that was cut off before the file was written', async () => {
    await comparing({ candidate: 'lr=0.1' });
    await launching({});
    await writeFile(join(directory, 'attune.yaml'), project);
    expect((await launching({})).launch).toBe(2);
    expect(await projectText()).toContain('lr: 0.1 # slow');
    expect((await stored()).launches).toHaveLength(2);
  });

  it('is followed by rounds of the new baseline, and a round file is told of a number that is taken', async () => {
    await comparing({ candidate: 'lr=0.1' });
    await launching({});
    const file = 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\n';
    await rm(join(directory, 'rounds', '01-first.yaml'));
    await writeFile(join(directory, 'rounds', '02-next.yaml'), file);
    await expect(perform(run, contextOf(), {})).rejects.toThrow(
      'round 2 is a comparison (compare lr=0.1 with baseline)',
    );
    await rm(join(directory, 'rounds', '02-next.yaml'));
    await writeFile(join(directory, 'rounds', '03-next.yaml'), file);
    await perform(run, contextOf(), {});
    const { launches, trials } = await stored();
    expect(launches).toHaveLength(2);
    expect(trials.filter(({ round }) => round === 3).some(({ configuration }) => configuration['lr'] === 0.1)).toBe(
      true,
    );
  });
});

describe('the test set', () => {
  it('is shown with a reason, which the log keeps, and by nothing else', async () => {
    const compared = await comparing({ candidate: 'lr=0.1' });
    expect(JSON.stringify(compared)).not.toContain('987654');
    const launched = await launching({});
    expect(JSON.stringify(launched)).not.toContain('987654');
    const seen = await perform(unseal, contextOf(), { reason: 'final', trials: [1] });
    expect(seen.summary).toEqual([{ metric: 'test/loss', runs: 1, mean: 0.987654, deviation: null }]);
    const final = await launching({ final: true });
    expect(final).toMatchObject({ launch: null, evidence: null });
    expect(final.final?.trials).toHaveLength(compared.pairs);
    const reasons = (await stored()).events.filter(({ kind }) => kind === 'metrics.unsealed').map(({ data }) => data);
    expect(reasons).toMatchObject([
      { reason: 'final' },
      { reason: 'final evaluation of the baseline (launch --final)' },
    ]);
  });

  it('is measured by runs that were made of the baseline, not by those for which it was chosen', async () => {
    await perform(run, contextOf(), {});
    const [own] = (await perform(unseal, contextOf(), { reason: 'before' })).trials;
    expect(own?.seed).toBe((await stored()).trials[0]?.seed);
    await launching({ candidate: '4', withoutEvidence: 'a try', note: 'one thing more' });
    // Only the trial of the search has run it.
    const refused = 'only trial 4 of a search ran the baseline';
    await expect(launching({ final: true })).rejects.toThrow(refused);
    await expect(launching({ final: true })).rejects.toThrow(/with `attune compare baseline lr=0\.01,momentum=0`$/);
    await expect(perform(unseal, contextOf(), { reason: 'final' })).rejects.toThrow(refused);
    expect((await stored()).events.filter(({ kind }) => kind === 'metrics.unsealed')).toHaveLength(1);
    expect((await perform(unseal, contextOf(), { reason: 'a bug', trials: [4] })).trials).toMatchObject([{ trial: 4 }]);
    const compared = await comparing({ candidate: 'baseline', baseline: 'lr=0.01,momentum=0' });
    const { final } = await launching({ final: true });
    expect(final?.trials.map(({ trial }) => trial)).toEqual(compared.runs.map(({ candidate }) => candidate.trial));
    expect(final).toMatchObject({ selecting: [4], summary: [{ runs: compared.pairs }] });
    // Runs of another length are other runs.
    await writeFile(join(directory, 'attune.yaml'), (await projectText()).replace('max_steps: 20', 'max_steps: 10'));
    await expect(launching({ final: true })).rejects.toThrow('has not run to its end with max_steps 10 yet');
  });

  it('stays sealed without a reason, and says where there is nothing to see', async () => {
    await expect(perform(unseal, contextOf(), { reason: '' })).rejects.toThrow('say why');
    await expect(perform(unseal, contextOf(), {})).rejects.toThrow();
    await comparing({ candidate: 'lr=0.1' });
    await writeFile(join(directory, 'attune.yaml'), project.replace('lr: 0.01', 'lr: 0.3'));
    await expect(launching({ final: true })).rejects.toThrow(
      'the baseline has not run to its end with max_steps 20 yet',
    );
  });
});
