/** The form `values: […]`: numbers are ordered, all true or false is boolean, others have no order unless `ordered`. */
import { display } from './display.ts';
import { isValue, report, type Definition, type Findings } from './definition.ts';
import type {
  BooleanHyperparameter,
  CategoricalHyperparameter,
  DiscreteHyperparameter,
  Value,
} from './hyperparameter.ts';
import { areNumbers, ascending } from './numbers.ts';
import { limitProblem, numberIn, readNumber } from './number.ts';
import { spaceTexts } from './space-texts.ts';

export type ValuesHyperparameter = BooleanHyperparameter | CategoricalHyperparameter | DiscreteHyperparameter;

export function parseValues(definition: Definition, findings: Findings): ValuesHyperparameter | undefined {
  const { named, body, path: at } = definition;
  const before = findings.issues.length;
  const path = [...at, 'values'];
  const raw: unknown = body['values'];
  const ordered = body['ordered'];
  if (ordered !== undefined && typeof ordered !== 'boolean') {
    report(findings, [...at, 'ordered'], spaceTexts.badOrdered({ name: named.id, value: display(ordered) }));
  }
  if (!Array.isArray(raw) || raw.length === 0) {
    report(findings, path, spaceTexts.valuesForm({ name: named.id, value: display(raw) }));
    return undefined;
  }
  const items: readonly unknown[] = raw;
  // Some number, and beside `off` nothing that is surely meant as another value.
  const rest = items.filter((item) => item !== named.off);
  const numeric = rest.some((item) => typeof item === 'number') && rest.every(mayBeNumber);
  const values = items.flatMap((item, index) => {
    const value = numeric
      ? readNumeric(definition, item, index, findings)
      : readPlain(definition, item, index, findings);
    return value === undefined ? [] : [value];
  });
  values.forEach((value, index) => {
    if (values.indexOf(value) < index) {
      report(findings, [...path, index], spaceTexts.duplicateValue({ name: named.id, value: display(value) }));
    }
  });
  if (findings.issues.length > before) return undefined;
  return valuesOf(named, values, typeof ordered === 'boolean' ? ordered : undefined);
}

/** The kind that a list of values has, given what the file says of its order. */
function valuesOf(
  named: Definition['named'],
  values: readonly Value[],
  ordered: boolean | undefined,
): ValuesHyperparameter {
  if (values.every((value) => typeof value === 'boolean')) return { kind: 'boolean', ...named, values };
  if (!areNumbers(values, named.off)) return { kind: ordered === true ? 'discrete' : 'categorical', ...named, values };
  if (ordered === false) return { kind: 'categorical', ...named, values };
  return { kind: 'discrete', ...named, values: ascending(values) };
}

function mayBeNumber(item: unknown): boolean {
  return typeof item === 'number' || item === null || (typeof item === 'string' && numberIn(item) !== undefined);
}

function readNumeric({ named, path }: Definition, item: unknown, index: number, findings: Findings): Value | undefined {
  const place = [...path, 'values', index];
  if (isValue(item) && item === named.off && typeof item !== 'number') return item;
  if (item === null) {
    report(findings, place, spaceTexts.nullAmongNumbers({ name: named.id }));
    return undefined;
  }
  const read = readNumber(named.id, item);
  const problem = read.ok
    ? item === named.off
      ? undefined
      : limitProblem(named.id, named.meaning, read.value)
    : read.message;
  if (problem !== undefined) report(findings, place, problem);
  return read.ok ? read.value : undefined;
}

/** Text is left as it is, quoted digits included (`"1.0"` may be a version); but nobody means `1_000` as text. */
function readPlain({ named, path }: Definition, item: unknown, index: number, findings: Findings): Value | undefined {
  const place = [...path, 'values', index];
  if (!isValue(item)) {
    report(findings, place, spaceTexts.valueForm({ name: named.id, value: display(item) }));
    return undefined;
  }
  const grouped = typeof item === 'string' && Number.isNaN(Number(item)) && numberIn(item) !== undefined;
  if (typeof item !== 'number' && !grouped) return item;
  const read = readNumber(named.id, item);
  if (!read.ok) report(findings, place, read.message);
  return read.ok ? read.value : undefined;
}
