/** The hyperparameters that a round file names, in its roles and ranges, with the values it gives them. */
import type { FixedEntry, RangeEntry, ScientificEntry } from '@attune/core/design';
import { find, flatten, meantBy, type Hyperparameter, type Identity, type Space, type Value } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';
import { isRecord } from './document.ts';
import { brief, fieldTexts, type Field, type FieldReader, type Path } from './fields.ts';

export const roundNamesTexts = defineTexts('round-names', {
  unknown: 'there is no hyperparameter {name}: write one of {names}',
  unknownNear: 'there is no hyperparameter {name}: did you mean {nearest}?',
  ambiguous: '{name} may mean {matches}: write one of these in full',
  notName: '{field} holds {value}: write the name of a hyperparameter',
  notNames: '{field} is {value}: write a list of names, or a mapping such as {example}',
  notNuisance: 'nuisance is {value}: write rest, or a list of names',
  notValues: 'the values of {name} are {value}: write a list, such as {example}',
  notValue: '{name} holds {value}: write a single value',
  notRange: 'the range of {name} is {value}: write [low, high], or { values: … } with the values to keep in a list',
  notKept: '{name} is given {value}: write the values to keep in a list',
  clash: '{name} is {role} here and {other} elsewhere: give it one role',
  twice: '{name} stands twice in {role}: remove one',
});

/** What the file says under one name; a bare name stands for every hyperparameter of that name. */
export interface Named<E> {
  readonly name: string;
  readonly path: Path;
  readonly entries: readonly E[];
}

/** `scientific:`, a list of names or a mapping from names to values. */
export function readScientific(field: Field, space: Space, reader: FieldReader): readonly Named<ScientificEntry>[] {
  return readNamed(
    field,
    'scientific: { optimizer: [adam, momentum] }',
    space,
    reader,
    (hyperparameter, value, path) => {
      const { id } = hyperparameter;
      if (value === undefined || value === null) return { hyperparameter: id };
      const values = readValues(hyperparameter, value);
      if (values !== undefined) return { hyperparameter: id, values };
      reader.report(path, roundNamesTexts.notValues({ name: id, value: brief(value), example: `${id}: [a, b]` }));
      return undefined;
    },
  );
}

/** `fixed:`, a list of names or a mapping from names to values; nothing, unless `null` is possible, is the baseline. */
export function readFixed(field: Field, space: Space, reader: FieldReader): readonly Named<FixedEntry>[] {
  return readNamed(field, 'fixed: { hidden_units: 64 }', space, reader, (hyperparameter, value, path) => {
    const { id } = hyperparameter;
    if (value === undefined || (value === null && !allowsNull(hyperparameter))) return { hyperparameter: id };
    if (isSingle(value)) return { hyperparameter: id, value: asLabel(hyperparameter, value) };
    reader.report(path, roundNamesTexts.notValue({ name: id, value: brief(value) }));
    return undefined;
  });
}

/** `ranges:`, a mapping from names to `[low, high]`, values to keep, or `{ values: … }`. */
export function readRanges(field: Field, space: Space, reader: FieldReader): readonly Named<RangeEntry>[] {
  if (field.value === undefined) return [];
  if (!isRecord(field.value)) {
    const example = 'ranges: { lr: [1e-4, 1e-1] }';
    reader.report(field.path, fieldTexts.notMappingOf({ field: field.name, value: brief(field.value), example }));
    return [];
  }
  return readNamed(field, '', space, reader, (hyperparameter, value, path) => {
    const { id, kind } = hyperparameter;
    if (kind === 'float' || kind === 'integer') {
      if (Array.isArray(value)) {
        const [low, high, ...more] = value as readonly unknown[];
        if (typeof low === 'number' && typeof high === 'number' && more.length === 0) {
          return { kind: 'range', hyperparameter: id, range: [low, high] };
        }
      }
      const values =
        isRecord(value) && Object.keys(value).length === 1 ? readValues(hyperparameter, value['values']) : undefined;
      if (values !== undefined) return { kind: 'values', hyperparameter: id, values };
      reader.report(path, roundNamesTexts.notRange({ name: id, value: brief(value) }));
      return undefined;
    }
    const values = readValues(hyperparameter, isRecord(value) ? value['values'] : value);
    if (values !== undefined) return { kind: 'values', hyperparameter: id, values };
    reader.report(path, roundNamesTexts.notKept({ name: id, value: brief(value) }));
    return undefined;
  });
}

/** `nuisance:`, `rest` or a list of names. */
export function readNuisance(
  field: Field,
  space: Space,
  reader: FieldReader,
): 'rest' | readonly Named<{ readonly hyperparameter: Identity }>[] {
  if (field.value === undefined || field.value === 'rest') return 'rest';
  if (!Array.isArray(field.value)) {
    reader.report(field.path, roundNamesTexts.notNuisance({ value: brief(field.value) }));
    return 'rest';
  }
  return readNamed(field, '', space, reader, ({ id }) => ({ hyperparameter: id }));
}

/** Reports hyperparameters with two roles, or named twice in one. */
export function checkClashes(
  roles: Readonly<Record<string, readonly Named<{ readonly hyperparameter: Identity }>[]>>,
  reader: FieldReader,
): void {
  const seen = new Map<Identity, string>();
  for (const [role, list] of Object.entries(roles)) {
    for (const { path, entries } of list) {
      for (const { hyperparameter: name } of entries) {
        const other = seen.get(name);
        if (other === role) reader.report(path, roundNamesTexts.twice({ name, role }));
        else if (other !== undefined) reader.report(path, roundNamesTexts.clash({ name, role, other }));
        seen.set(name, role);
      }
    }
  }
}

/** Reads names, with the value that each has where the field is a mapping; what cannot be read is reported and left out. */
function readNamed<E>(
  field: Field,
  example: string,
  space: Space,
  reader: FieldReader,
  read: (hyperparameter: Hyperparameter, value: unknown, path: Path) => E | undefined,
): readonly Named<E>[] {
  return listed(field, example, reader).flatMap(({ name, path, value }) => {
    const matches = lookUp(name, path, space, reader);
    const entries = matches.flatMap((hyperparameter) => read(hyperparameter, value, path) ?? []);
    return entries.length === 0 ? [] : [{ name, path, entries }];
  });
}

function listed(field: Field, example: string, reader: FieldReader): readonly Field[] {
  const { name: title, path, value } = field;
  if (value === undefined) return [];
  if (isRecord(value)) return Object.keys(value).map((name) => ({ name, path: [...path, name], value: value[name] }));
  if (typeof value === 'string') return [{ name: value, path, value: undefined }];
  if (!Array.isArray(value)) {
    reader.report(path, roundNamesTexts.notNames({ field: title, value: brief(value), example }));
    return [];
  }
  return (value as readonly unknown[]).flatMap((name, index) => {
    if (typeof name === 'string') return [{ name, path: [...path, index], value: undefined }];
    reader.report([...path, index], roundNamesTexts.notName({ field: title, value: brief(name) }));
    return [];
  });
}

function lookUp(name: string, path: Path, space: Space, reader: FieldReader): readonly Hyperparameter[] {
  const matches = find(space, name);
  if (matches.length > 1 && /[/=]/.test(name)) {
    reader.report(path, roundNamesTexts.ambiguous({ name, matches: matches.map(({ id }) => id).join(', ') }));
    return [];
  }
  if (matches.length === 0) {
    const near = meantBy(space, name);
    const names = flatten(space)
      .map(({ hyperparameter }) => hyperparameter.id)
      .join(', ');
    reader.report(
      path,
      near === undefined
        ? roundNamesTexts.unknown({ name, names })
        : roundNamesTexts.unknownNear({ name, nearest: near }),
    );
  }
  return matches;
}

/** At least one single value; labels of a choice as text, since YAML reads `2` and `true` otherwise. */
function readValues(hyperparameter: Hyperparameter, given: unknown): readonly Value[] | undefined {
  if (!Array.isArray(given) || given.length === 0) return undefined;
  const values = (given as readonly unknown[]).filter(isSingle);
  return values.length === given.length ? values.map((value) => asLabel(hyperparameter, value)) : undefined;
}

function asLabel(hyperparameter: Hyperparameter, value: Value): Value {
  return hyperparameter.kind === 'choice' && value !== null ? String(value) : value;
}

function allowsNull(hyperparameter: Hyperparameter): boolean {
  if (hyperparameter.off === null) return true;
  return 'values' in hyperparameter && (hyperparameter.values as readonly Value[]).includes(null);
}

function isSingle(value: unknown): value is Value {
  return value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}
