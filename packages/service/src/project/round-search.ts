/** The `search:` and `budget:` of a round file: which algorithm proposes its trials, and how many. */
import {
  find,
  flatten,
  offBeside,
  onlyValue,
  resolveConfiguration,
  type Configuration,
  type Space,
} from '@attune/core/space';
import type { Project, SamplerSpec } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { isRecord } from './document.ts';
import { brief, fieldOf, fieldTexts, type Field, type FieldReader } from './fields.ts';
import { roundParts, searchKinds } from './round-schema.ts';

export const roundSearchTexts = defineTexts('round-search', {
  adaptive:
    'search is {value}, which steers by earlier results; a round explores with points that do not, so that its figures can be read and its objective changed afterwards: write halton, sobol, random or grid',
  onlyGrid: 'points goes only with grid: remove it',
  onlyList: 'configurations goes only with list: remove it, or write kind: list',
  noConfigurations: 'search is a list without configurations: write them, as in {example}',
  notConfiguration: '{value} is no configuration: write a mapping from names to values',
  noBudget: 'budget is missing: write how many trials the round may run, such as budget: { trials: 32 }',
  beyondList: 'budget of {trials} trials for a list of {count}: lower it, or list more',
});

/** A search as written: listed configurations are still by the names that the file uses. */
export type Search =
  | Exclude<SamplerSpec, { kind: 'list' }>
  | {
      readonly kind: 'list';
      readonly given: readonly (readonly [field: Field, values: Readonly<Record<string, unknown>>])[];
    };

/** Reads `search:`; Halton where it is absent, undefined and reported where it is wrong. */
export function readSearch(field: Field, reader: FieldReader): Search | undefined {
  const { value } = field;
  if (value === undefined) return { kind: 'halton' };
  const mapping = isRecord(value) ? reader.mapping(field, roundParts.search) : { kind: value };
  if (mapping === undefined) return undefined;
  const kindField = isRecord(value) ? fieldOf(mapping, 'kind', field.path) : field;
  if (typeof kindField.value === 'string' && adaptive.test(kindField.value)) {
    reader.report(kindField.path, roundSearchTexts.adaptive({ value: kindField.value }));
    return undefined;
  }
  const kind = reader.oneOf({ ...kindField, name: 'search' }, [...searchKinds, 'list']);
  const points = fieldOf(mapping, 'points', field.path);
  const configurations = fieldOf(mapping, 'configurations', field.path);
  if (points.value !== undefined && kind !== 'grid') reader.report(points.path, roundSearchTexts.onlyGrid());
  if (configurations.value !== undefined && kind !== 'list') {
    reader.report(configurations.path, roundSearchTexts.onlyList());
  }
  switch (kind) {
    case undefined:
      return undefined;
    case 'grid': {
      const each = points.value === undefined ? undefined : reader.integer(points, { low: 2 });
      return each === undefined ? { kind } : { kind, points: each };
    }
    case 'list':
      return readList(configurations, field, reader);
    case 'halton':
    case 'sobol':
    case 'random':
      return { kind };
  }
}

/** The trials of the round: those of `budget:`, or as many as are listed; undefined, and reported, where wrong. */
export function readBudget(field: Field, search: Search | undefined, reader: FieldReader): number | undefined {
  const count = search?.kind === 'list' ? search.given.length : undefined;
  if (field.value === undefined) {
    if (search !== undefined && count === undefined) reader.report([], roundSearchTexts.noBudget());
    return count;
  }
  if (!isRecord(field.value)) {
    // A bare number says what was meant.
    const meant = typeof field.value === 'number' && Number.isSafeInteger(field.value) ? field.value : 32;
    const example = `{ trials: ${Math.max(1, meant)} }`;
    reader.report(field.path, fieldTexts.notMappingOf({ field: field.name, value: brief(field.value), example }));
    return undefined;
  }
  const mapping = reader.mapping(field, roundParts.budget);
  if (mapping === undefined) return undefined;
  const trialsField = fieldOf(mapping, 'trials', field.path);
  if (trialsField.value === undefined) {
    reader.report(field.path, fieldTexts.missing({ field: 'trials', example: 'trials: 32' }));
    return undefined;
  }
  const trials = reader.integer(trialsField, { low: 1, high: 1_000_000 });
  if (trials !== undefined && count !== undefined && trials > count) {
    reader.report(trialsField.path, roundSearchTexts.beyondList({ trials, count }));
  }
  return trials;
}

/** The sampler of a search; listed configurations are completed from the baseline and checked against the round's space. */
export function samplerOf(search: Search, space: Space, project: Project, reader: FieldReader): SamplerSpec {
  if (search.kind !== 'list') return search;
  const constants = new Set(
    flatten(space).flatMap(({ hyperparameter }) =>
      onlyValue(hyperparameter) === undefined || offBeside(hyperparameter) ? [] : [hyperparameter.id],
    ),
  );
  const known = Object.entries({ ...project.inactive, ...project.baseline }).filter(
    ([id]) => !constants.has(id) && find(space, id).some((hyperparameter) => hyperparameter.id === id),
  );
  const configurations = search.given.map(([field, values]): Configuration => {
    const named = new Set(Object.keys(values).flatMap((name) => find(space, name).map(({ id }) => id)));
    const base = Object.fromEntries(known.filter(([id]) => !named.has(id)));
    const { configuration, issues } = resolveConfiguration(space, { ...base, ...values });
    for (const { path, message } of issues) reader.report([...field.path, ...path], message);
    return configuration;
  });
  return { kind: 'list', configurations };
}

/** Names of the usual algorithms that adapt to results. */
const adaptive = /^(?:bayes\w*|bo|gp|tpe|hyperband|asha|bohb|smac|cma-?es|evolution\w*)$/i;

function readList(field: Field, search: Field, reader: FieldReader): Search | undefined {
  const { path, value } = field;
  if (!Array.isArray(value) || value.length === 0) {
    const example = 'search: { kind: list, configurations: [{ lr: 0.1 }, { lr: 0.01 }] }';
    reader.report(value === undefined ? search.path : path, roundSearchTexts.noConfigurations({ example }));
    return undefined;
  }
  const items = value as readonly unknown[];
  const given = items.flatMap((item, index): [Field, Readonly<Record<string, unknown>>][] => {
    const at = [...path, index];
    if (isRecord(item)) return [[{ name: field.name, path: at, value: item }, item]];
    reader.report(at, roundSearchTexts.notConfiguration({ value: brief(item) }));
    return [];
  });
  return given.length === items.length ? { kind: 'list', given } : undefined;
}
