/** The steps by which a round narrows its project's space; each throws `invalid` where the hyperparameter forbids it. */
import { AttuneError } from '../errors/index.ts';
import {
  find,
  fix,
  withRange,
  withValues,
  type Configuration,
  type Hyperparameter,
  type Identity,
  type Space,
  type Value,
} from '../space/index.ts';
import { defineTexts } from '../texts/index.ts';
import { scientificValues } from './scientific.ts';
import type { FixedEntry, RangeEntry, ScientificEntry } from './round-file.ts';

export const restrictTexts = defineTexts('restrict', {
  noBaseline: '{name} is fixed, but the baseline has no value for it: write one, as in {example}',
  oneValue: '{name} is scientific with only one value: give at least two to compare, or fix it',
});

/** A baseline, with what it gives for branches that it does not take. */
export interface Baseline {
  readonly baseline: Configuration;
  readonly inactive: Configuration;
}

/** With another range or list. Does nothing where an earlier step removed the hyperparameter; so do the other steps. */
export function restrictRange(space: Space, entry: RangeEntry): Space {
  if (exactly(space, entry.hyperparameter) === undefined) return space;
  return entry.kind === 'range'
    ? withRange(space, entry.hyperparameter, entry.range)
    : withValues(space, entry.hyperparameter, entry.values);
}

/** With only the scientific values to compare. */
export function restrictScientific(space: Space, { hyperparameter: id, values }: ScientificEntry): Space {
  if (exactly(space, id) === undefined) return space;
  const restricted = values === undefined ? space : withValues(space, id, values);
  if (scientificValues(exactly(restricted, id))?.length === 1) {
    throw new AttuneError('invalid', restrictTexts.oneValue({ name: id }));
  }
  return restricted;
}

/** With one value, the baseline's where none is given. */
export function restrictFixed(space: Space, entry: FixedEntry, baseline: Baseline): Space {
  const id = entry.hyperparameter;
  return exactly(space, id) === undefined ? space : fix(space, id, fixedValue(entry, baseline));
}

function fixedValue({ hyperparameter: id, value }: FixedEntry, { baseline, inactive }: Baseline): Value {
  const fixed = [value, baseline[id], inactive[id]].find((candidate) => candidate !== undefined);
  if (fixed === undefined) {
    throw new AttuneError('invalid', restrictTexts.noBaseline({ name: id, example: `fixed: { ${id}: … }` }));
  }
  return fixed;
}

/** The hyperparameter with exactly this identity. */
export function exactly(space: Space, id: Identity): Hyperparameter | undefined {
  return find(space, id).find((hyperparameter) => hyperparameter.id === id);
}
