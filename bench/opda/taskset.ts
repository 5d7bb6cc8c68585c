/**
 * Four searches of TaskSet (L. Metz et al., Using a Thousand Optimization Tasks to Learn Hyperparameter Search Strategies, 2020):
 * 1,000 random configurations each of 8 hyperparameters of Adam, over nine decades of the learning rate. Nothing of the
 * questions was settled with them in view. Ranges are those of the configurations; trials with a loss that is not finite
 * diverged. None, with a line that says so, where they are absent.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RoundRecord, TrialRecord } from '@attune/core/insight';
import { extent } from '@attune/core/numeric';
import type { RangeHyperparameter } from '@attune/core/space';
import { corpus, range, roundOf } from './read.ts';

interface Row {
  readonly hp: Readonly<Record<string, number>>;
  readonly valid: { readonly loss: readonly (number | null)[] };
}

/** A wider range than this is spaced by factors. */
const wide = 50;

export function readTaskset(): readonly { readonly name: string; readonly round: RoundRecord }[] {
  const folder = join(corpus(), 'taskset');
  if (!existsSync(folder)) {
    console.log(`skipped: ${folder} is absent (set ATTUNE_CORPUS to the folder that holds taskset)`);
    return [];
  }
  const files = readdirSync(folder).filter((file) => file.endsWith('.json.gz'));
  return files.toSorted().map((file) => {
    // Python writes NaN and Infinity, which JSON does not know.
    const text = gunzipSync(readFileSync(join(folder, file)))
      .toString()
      .replace(/-?\b(NaN|Infinity)\b/g, 'null');
    return { name: file.slice(0, -'.json.gz'.length), round: recordOf(JSON.parse(text) as readonly Row[]) };
  });
}

function recordOf(rows: readonly Row[]): RoundRecord {
  const names = Object.keys(rows[0]?.hp ?? {});
  const hyperparameters = names.map((name): RangeHyperparameter => {
    const [low, high] = extent(rows.map(({ hp }) => hp[name] ?? NaN));
    // Without the natural limits of a meaning: what lies beyond a cut is known to have been searched.
    return { ...range(name, low, high, low > 0 && high / low > wide ? 'log' : 'linear'), meaning: 'other' };
  });
  const trials = rows.map(({ hp, valid }, i): TrialRecord => {
    const values = valid.loss.map((loss) => loss ?? NaN);
    return {
      id: i + 1,
      study: 1,
      seed: i,
      configuration: hp,
      state: values.every(Number.isFinite) ? { status: 'completed' } : { status: 'infeasible', reason: 'diverged' },
      // Cuts are told of results that are maximised.
      curves: [{ metric: 'valid/score', steps: values.map((_, step) => step), values: values.map((loss) => -loss) }],
    };
  });
  return roundOf({
    hyperparameters,
    trials,
    metric: 'valid/score',
    maxSteps: 50,
    stepUnit: 'evaluation',
    chance: null,
  });
}
