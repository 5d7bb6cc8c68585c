/**
 * From the plain value of `hyperparameters:` in a project file to a space, with everything that is wrong in it.
 * Each definition has exactly one form (`range`, `values` or `choices`); branches hold definitions in turn.
 */
import type { Issue } from '../errors/index.ts';
import {
  forms,
  isRecord,
  isValue,
  readDefinition,
  report,
  reportUnknownField,
  type Body,
  type Definition,
  type Findings,
  type Path,
} from './definition.ts';
import { display } from './display.ts';
import type { Branch, ChoiceHyperparameter, Hyperparameter, Space } from './hyperparameter.ts';
import { flatten, identityOf, type Condition, type Conditioned } from './identity.ts';
import { offProblem } from './off.ts';
import { parseRange } from './parse-range.ts';
import { parseValues } from './parse-values.ts';
import { spaceTexts } from './space-texts.ts';
import { countStrata, strataLimit } from './strata.ts';

export interface ParsedSpace {
  /** Without the hyperparameters that have issues: to be used only where there are none. */
  readonly space: Space;
  /** Each `path` starts below `hyperparameters`. */
  readonly issues: readonly Issue[];
}

/** Reads a space; a meaning that is not given is guessed from the name. Never throws. */
export function parseSpace(raw: unknown): ParsedSpace {
  const findings: Findings = { issues: [], paths: new Map() };
  if (!isRecord(raw)) {
    report(findings, [], spaceTexts.notMapping({ value: display(raw) }));
    return { space: { hyperparameters: [] }, issues: findings.issues };
  }
  if (Object.keys(raw).length === 0) report(findings, [], spaceTexts.empty());
  const space = { hyperparameters: parseList(raw, [], [], findings) };
  reportSharedArgs(space, findings);
  const count = countStrata(space.hyperparameters);
  if (count > strataLimit) report(findings, [], spaceTexts.tooManyStrata({ count, limit: strataLimit }));
  return { space, issues: findings.issues };
}

function parseList(raw: Body, conditions: readonly Condition[], path: Path, findings: Findings): Hyperparameter[] {
  return Object.entries(raw).flatMap(([name, body]) => {
    const parsed = parseOne(name, body, conditions, [...path, name], findings);
    return parsed === undefined ? [] : [parsed];
  });
}

/** Undefined where anything in it is wrong. */
function parseOne(
  name: string,
  body: unknown,
  conditions: readonly Condition[],
  path: Path,
  findings: Findings,
): Hyperparameter | undefined {
  const before = findings.issues.length;
  const id = identityOf(name, conditions);
  if (!isRecord(body)) {
    const say = Array.isArray(body) ? spaceTexts.bareList : spaceTexts.bareValue;
    report(findings, path, say({ name: id, value: display(body) }));
    return undefined;
  }
  const parsed = parseForm(readDefinition(id, name, body, path, findings), conditions, findings);
  if (parsed?.off !== undefined) {
    const problem = offProblem(parsed, parsed.off);
    if (problem !== undefined) report(findings, [...path, 'off'], problem);
  }
  findings.paths.set(id, path);
  return findings.issues.length === before ? parsed : undefined;
}

function parseForm(
  definition: Definition,
  conditions: readonly Condition[],
  findings: Findings,
): Hyperparameter | undefined {
  const name = definition.named.id;
  const [form, ...others] = forms.filter((candidate) => Object.hasOwn(definition.body, candidate));
  if (form === undefined) {
    report(findings, definition.path, spaceTexts.noForm({ name }));
    return undefined;
  }
  if (others.length > 0) {
    report(findings, definition.path, spaceTexts.severalForms({ name, forms: [form, ...others].join(' and ') }));
    return undefined;
  }
  switch (form) {
    case 'range':
      return parseRange(definition, findings);
    case 'values':
      return parseValues(definition, findings);
    case 'choices':
      return parseChoices(definition, conditions, findings);
  }
}

function parseChoices(
  { named, body, path: at }: Definition,
  conditions: readonly Condition[],
  findings: Findings,
): ChoiceHyperparameter | undefined {
  const path = [...at, 'choices'];
  const raw = body['choices'];
  if (!isRecord(raw) || Object.keys(raw).length === 0) {
    report(findings, path, spaceTexts.choicesForm({ name: named.id, value: display(raw) }));
    return undefined;
  }
  const branches = Object.entries(raw).flatMap(([label, branch]) => {
    if (!/^[^/=]+$/.test(label) || label.trim() !== label) {
      report(findings, [...path, label], spaceTexts.badLabel({ name: named.id, label: display(label) }));
      return [];
    }
    const here = { id: named.id, label };
    const parsed = parseBranch(here, branch, [...conditions, here], [...path, label], findings);
    return parsed === undefined ? [] : [parsed];
  });
  return { kind: 'choice', ...named, branches };
}

/** A branch is its children (or nothing), or `{ value, with }` where the program receives something else than the label. */
function parseBranch(
  { id: name, label }: Condition,
  raw: unknown,
  conditions: readonly Condition[],
  path: Path,
  findings: Findings,
): Branch | undefined {
  // A child named `value` is a mapping, as every definition is; anything else is the value of the branch.
  const explicit = isRecord(raw) && Object.hasOwn(raw, 'value') && !isRecord(raw['value']);
  const value = explicit ? raw['value'] : label;
  const children = explicit ? raw['with'] : raw;
  const childrenPath = explicit ? [...path, 'with'] : path;
  const unknown = explicit ? Object.keys(raw).filter((field) => field !== 'value' && field !== 'with') : [];
  for (const field of unknown) {
    reportUnknownField(`${name}=${label}`, field, ['value', 'with'], [...path, field], findings);
  }
  if (!isValue(value)) {
    report(findings, [...path, 'value'], spaceTexts.branchValue({ name, label, value: display(value) }));
    return undefined;
  }
  if (children === null || children === undefined) return { label, value, children: [] };
  if (!isRecord(children)) {
    report(findings, childrenPath, spaceTexts.branchForm({ name, label, value: display(children) }));
    return undefined;
  }
  return { label, value, children: parseList(children, conditions, childrenPath, findings) };
}

/** Two hyperparameters that can be active together must reach the program under two names. */
function reportSharedArgs(space: Space, findings: Findings): void {
  const seen = new Map<string, readonly Conditioned[]>();
  for (const later of flatten(space)) {
    const { arg, id } = later.hyperparameter;
    const earlier = seen.get(arg) ?? [];
    const other = earlier.find(({ conditions }) => compatible(conditions, later.conditions));
    if (other !== undefined) {
      const path = findings.paths.get(id) ?? [];
      report(findings, path, spaceTexts.duplicateArg({ name: id, arg, other: other.hyperparameter.id }));
    }
    seen.set(arg, [...earlier, later]);
  }
}

/** Whether two sets of branches can be taken in one configuration. */
function compatible(a: readonly Condition[], b: readonly Condition[]): boolean {
  return a.every(({ id, label }) => b.every((other) => other.id !== id || other.label === label));
}
