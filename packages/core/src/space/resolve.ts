/** From the names and values that a user gives for one setting (`baseline:`) to a configuration. */
import type { Issue } from '../errors/index.ts';
import { isValue } from './definition.ts';
import type {
  Branch,
  ChoiceHyperparameter,
  Configuration,
  Hyperparameter,
  Identity,
  Space,
  Value,
} from './hyperparameter.ts';
import { find, flatten } from './identity.ts';
import { spaceTexts } from './space-texts.ts';
import { holds, onlyValue } from './unit.ts';
import { unknownName } from './unknown-name.ts';
import { valueProblem, type Reach } from './value-problem.ts';

export interface ResolvedConfiguration {
  /** A value for every active hyperparameter, in the order of the file; complete only where there are no issues. */
  readonly configuration: Configuration;
  /** Values given for branches that the configuration does not take. */
  readonly inactive: Configuration;
  /** Active hyperparameters whose number lies where nothing is searched. */
  readonly outside: readonly Identity[];
  /** Each path is the given name; empty for what is missing. */
  readonly issues: readonly Issue[];
}

/**
 * Names are identities, unambiguous suffixes or bare names; a bare name that several branches know means the active one.
 * A choice is given by its label. A hyperparameter that can have one value only need not be given.
 * Numbers may lie outside what is searched, unless `reach` is `inside`: the best setting known may lie there.
 */
export function resolveConfiguration(
  space: Space,
  given: Readonly<Record<string, unknown>>,
  { reach = 'anywhere' }: { readonly reach?: Reach } = {},
): ResolvedConfiguration {
  const entries = Object.entries(given).map(([name, raw]) => ({ name, raw, matches: find(space, name) }));
  const active = activeGiven(space.hyperparameters, entries);
  const issues: Issue[] = [];
  const assigned = assign(space, entries, new Set(active.map(({ id }) => id)), issues);

  const values = new Map<Identity, Value>();
  for (const { hyperparameter, name, raw } of assigned.values()) {
    const value = hyperparameter.kind === 'choice' ? labelOf(raw) : raw;
    const problem = valueProblem(hyperparameter, value, reach);
    if (problem !== undefined) issues.push({ path: [name], message: problem });
    else if (isValue(value)) values.set(hyperparameter.id, value);
  }
  for (const hyperparameter of active) {
    const only = onlyValue(hyperparameter);
    if (assigned.has(hyperparameter.id)) continue;
    if (only === undefined) issues.push({ path: [], message: spaceTexts.missing({ name: hyperparameter.id }) });
    else values.set(hyperparameter.id, only);
  }

  const pick = (list: readonly Hyperparameter[]): Configuration =>
    Object.fromEntries(
      list.flatMap(({ id }) => {
        const value = values.get(id);
        return value === undefined ? [] : [[id, value]];
      }),
    );
  const inactive = flatten(space).flatMap(({ hyperparameter }) =>
    active.includes(hyperparameter) ? [] : [hyperparameter],
  );
  const outside = active.filter((hyperparameter) => {
    const value = values.get(hyperparameter.id);
    return value !== undefined && value !== hyperparameter.off && !holds(hyperparameter, value);
  });
  return { configuration: pick(active), inactive: pick(inactive), outside: outside.map(({ id }) => id), issues };
}

interface Entry {
  readonly name: string;
  readonly raw: unknown;
  readonly matches: readonly Hyperparameter[];
}

interface Assigned {
  readonly hyperparameter: Hyperparameter;
  readonly name: string;
  readonly raw: unknown;
}

/** What is active under the labels given, from the root down, so that outer choices decide which inner ones count. */
function activeGiven(list: readonly Hyperparameter[], entries: readonly Entry[]): readonly Hyperparameter[] {
  return list.flatMap((hyperparameter) => [
    hyperparameter,
    ...(hyperparameter.kind === 'choice'
      ? activeGiven(branchGiven(hyperparameter, entries)?.children ?? [], entries)
      : []),
  ]);
}

function branchGiven(choice: ChoiceHyperparameter, entries: readonly Entry[]): Branch | undefined {
  const own = entries.filter(({ matches }) => matches.includes(choice));
  const entry = own.find(({ matches }) => matches.length === 1) ?? own[0];
  const label = entry === undefined ? onlyValue(choice) : labelOf(entry.raw);
  return choice.branches.find((branch) => branch.label === label);
}

/** Which hyperparameter each given name means. */
function assign(
  space: Space,
  entries: readonly Entry[],
  activeIds: ReadonlySet<Identity>,
  issues: Issue[],
): ReadonlyMap<Identity, Assigned> {
  const assigned = new Map<Identity, Assigned>();
  for (const { name, raw, matches } of entries) {
    const among = matches.length > 1 ? matches.filter(({ id }) => activeIds.has(id)) : matches;
    const [hyperparameter] = among;
    if (matches.length === 0) {
      issues.push({ path: [name], message: unknownName(space, name) });
    } else if (hyperparameter === undefined || among.length > 1) {
      const several = among.length > 1 ? among : matches;
      const text = spaceTexts.ambiguous({ name, matches: several.map(({ id }) => id).join(', ') });
      issues.push({ path: [name], message: text });
    } else {
      const first = assigned.get(hyperparameter.id);
      if (first === undefined) assigned.set(hyperparameter.id, { hyperparameter, name, raw });
      else {
        const text = spaceTexts.givenTwice({ name: hyperparameter.id, first: first.name, second: name });
        issues.push({ path: [name], message: text });
      }
    }
  }
  return assigned;
}

/** Labels are text; YAML reads `2` and `true` as other values. */
function labelOf(raw: unknown): unknown {
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw;
}
