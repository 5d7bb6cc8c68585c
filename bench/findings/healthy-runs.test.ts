/** The labels of AlgoPerf say, computed apart from the reader here, what each labelled run's best and last evaluation are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestOver } from '@attune/core/study';
import { describe, expect, it } from 'vitest';
import { corpus, healthyRuns } from './healthy-runs.ts';

const file = join(corpus, 'algoperf', 'labels.json');
const reason = existsSync(file) ? '' : ` (skipped: there is no ${file}; ATTUNE_CORPUS names the corpus)`;

interface Label {
  readonly yes: readonly string[];
  readonly best_step: number;
  readonly best_value: number;
  readonly last_eval_step: number;
  readonly n_evals: number;
}

describe.skipIf(reason !== '')(`healthy real runs${reason}`, () => {
  const runs = healthyRuns() ?? [];

  it('reads the runs that were labelled healthy as their labels describe them', () => {
    const { trials } = JSON.parse(readFileSync(file, 'utf8')) as { readonly trials: readonly Label[] };
    const labels = trials.filter(({ yes }) => yes.includes('healthy'));
    expect(labels.length).toBeGreaterThan(0);
    const read = runs
      .filter(({ labelled }) => labelled)
      .map(({ subject: { curves, objective } }) => {
        const curve = curves.find(({ metric }) => metric === objective.metric) ?? { steps: [], values: [] };
        const best = bestOver(curve, objective.direction);
        return [best?.step, best?.value.toPrecision(4), curve.steps.at(-1), curve.steps.length];
      });
    expect(read).toEqual(
      labels.map((label) => [label.best_step, label.best_value.toPrecision(4), label.last_eval_step, label.n_evals]),
    );
  });

  it('reads whole runs of every source, each once, with numbers in each curve', () => {
    const sources = new Set(runs.map(({ source }) => source.split('/')[0]));
    expect([...sources].sort()).toEqual(['algoperf', 'opda', 'taskset']);
    expect(new Set(runs.map(({ source }) => source)).size).toBe(runs.length);
    for (const { subject, source } of runs) {
      expect(subject.curves.length, source).toBeGreaterThan(1);
      for (const { steps, values } of subject.curves) {
        expect(
          steps.every((step, i) => step > (steps[i - 1] ?? -1)),
          source,
        ).toBe(true);
        expect(values).toHaveLength(steps.length);
        expect(
          values.some((value) => Number.isFinite(value)),
          source,
        ).toBe(true);
      }
    }
  });
});
