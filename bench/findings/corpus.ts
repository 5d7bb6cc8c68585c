/** Objectives of the real studies of OPDA (N. Lourie, 2024), where they are at hand: the environment names the folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const corpus = process.env['ATTUNE_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

const files = {
  convnext: 'convnext-tiny_tuning.results.jsonl',
  deberta: 'deberta-v3-base_tuning.results.jsonl',
} as const;

/** Best first, infeasible ones only counted; or why there are none. */
export function objectivesOf(
  name: keyof typeof files,
): { readonly results: readonly number[]; readonly count: number } | string {
  const file = join(corpus, 'opda', files[name]);
  if (!existsSync(file)) return `left out: there is no ${file} (ATTUNE_CORPUS names the corpus)`;
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  const results = rows.flatMap((row) => {
    const curve =
      row.learning_curves?.matched.map(([, accuracy]) => accuracy) ?? row.learning_curve?.map(({ top_1 }) => top_1);
    return row.nan_train_loss === true || curve === undefined || curve.length === 0 ? [] : [Math.max(...curve)];
  });
  return { results: results.sort((a, b) => b - a), count: rows.length };
}

interface Row {
  readonly nan_train_loss?: boolean;
  readonly learning_curve?: readonly { readonly top_1: number }[];
  readonly learning_curves?: { readonly matched: readonly (readonly [number, number])[] };
}
