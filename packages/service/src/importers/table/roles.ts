/** What each field of a table is: told by the user, else by its name and by what the first records hold. */
import { AttuneError } from '@attune/core/errors';
import { find, nearest, resemblesMaxSteps } from '@attune/core/space';
import { defineTexts, type Message } from '@attune/core/texts';
import type { ImportOptions } from '../importer.ts';
import { isResultName, isTimeName } from '../metric-name.ts';
import { layoutOf, longTrial, namesIn, oneOrNone, trialNames, type Layout } from './layout.ts';
import { isCurve, isMapping, isPlainList } from './points.ts';
import type { TableRecord } from './records.ts';
import { wideMetric } from './wide-metric.ts';

export interface Roles {
  readonly layout: Layout;
  /** What tells trials apart, together; none where each record is one. */
  readonly trial: readonly string[];
  /** What may tell trials of the same name apart, in a table with a record a measurement: a study, a seed. */
  readonly beside: readonly string[];
  readonly infeasible: string | undefined;
  readonly group: string | undefined;
  readonly seed: string | undefined;
  /** Names that were asked for; undefined: what remains. */
  readonly hyperparameters: readonly string[] | undefined;
  readonly lengthField: string | undefined;
  /** Added to every step: 1 where steps are counted from 0. */
  readonly shift: number;
  readonly stepUnit: string;
  /** Roles that were inferred, with their fields. */
  readonly told: readonly (readonly [role: string, field: string])[];
  /** How the fields were read; of a table with a record a measurement only its end tells. */
  readonly assumed: readonly Message[];
}

export const rolesTexts = defineTexts('table-roles', {
  unknownField: '{path} has no field {field}, which {flag} names: it has {fields}',
  unknownFieldNear: '{path} has no field {field}, which {flag} names: did you mean {nearest}?',
  roles: 'fields were read as: {roles}',
  role: '{role} = {field}',
  unused: 'these fields were not used: {fields}',
  shifted: '{unit}s are counted from 0 here and from 1 in this report',
});

/** Names under which one trial's number may come again. */
const besideNames =
  /^(study|(random_?)?seed|(cv_?)?fold|replicate|repeat|repetition|run|experiment)(_?(id|idx|index|number|num|name))?$/i;

/** Share of trials whose curve must end where a field says before the field counts as their length. */
const sureShare = 0.9;

/** Reads the roles off the first records. Throws `invalid` where a field that was named does not exist. */
export function rolesOf(sample: readonly TableRecord[], options: ImportOptions, path: string): Roles {
  const fields = [...new Set(sample.flatMap(({ fields }) => Object.keys(fields)))];
  checkNames(sample, fields, options, path);
  const layout = layoutOf(sample, fields, options);
  const asked = options.trial === undefined ? undefined : namesIn(options.trial);
  const trial =
    asked ?? oneOrNone(layout.kind === 'long' ? longTrial(fields, layout.step) : trialAmong(sample, fields));
  const infeasible = options.infeasible ?? fields.find((name) => saysInfeasible(sample, name));
  const length = lengthOf(sample, fields, layout, infeasible, options.maxSteps);
  const step =
    layout.kind === 'wide' ? undefined : layout.kind === 'nested' ? (layout.steps ?? layout.step) : layout.step;
  const stepUnit = step !== undefined && /epoch/i.test(step) ? 'epoch' : 'step';
  const told: readonly (readonly [string, string | undefined])[] = [
    ['curve', layout.kind === 'nested' && options.curve === undefined ? layout.curves.join(' + ') : undefined],
    ['step', options.step === undefined ? step : undefined],
    ['infeasible', options.infeasible === undefined ? infeasible : undefined],
    ['length of training', options.maxSteps === undefined ? length.field : undefined],
  ];
  const beside =
    layout.kind !== 'long' || asked !== undefined
      ? []
      : fields.filter((name) => besideNames.test(name) && !trial.includes(name) && name !== layout.step);
  const roles: Roles = {
    layout,
    trial,
    beside: options.group === undefined || layout.kind !== 'long' ? beside : [options.group, ...beside],
    told: told.flatMap(([role, field]) => (field === undefined ? [] : [[role, field] as const])),
    infeasible,
    group: options.group,
    seed: fields.find((name) => /^(random_?)?seed$/i.test(name)),
    hyperparameters: options.hyperparameters,
    lengthField: length.field,
    shift: length.shift,
    stepUnit,
    assumed: [],
  };
  if (layout.kind === 'long') return roles;
  const records = sample.map((record) => record.fields);
  const hyperparameters = new Set(
    records.flatMap((own) => hyperparametersIn(own, roles, options).map(([name]) => name)),
  );
  const metrics =
    layout.kind === 'nested'
      ? []
      : fields.filter((name) => records.some((own) => wideMetric(name, own, options.objective?.metric) !== undefined));
  return { ...roles, assumed: assumedOf(roles, { hyperparameters: [...hyperparameters], fields, metrics, trial }) };
}

/** How the fields were read: those whose role was told by no one, and those that were not used. */
export function assumedOf(
  { told, layout, seed, group, infeasible, lengthField, shift, stepUnit }: Roles,
  {
    hyperparameters,
    fields,
    metrics,
    trial,
  }: {
    readonly hyperparameters: readonly string[];
    readonly fields: readonly string[];
    readonly metrics: readonly string[];
    /** What tells trials apart. */
    readonly trial: readonly string[];
  },
): readonly Message[] {
  const all: readonly (readonly [string, string])[] = [
    ...told,
    ...(trial.length === 0 ? [] : [['trial', trial.join(' + ')] as const]),
    ...(seed === undefined ? [] : [['seed', seed] as const]),
    ...(hyperparameters.length === 0 ? [] : [['hyperparameters', hyperparameters.join(' + ')] as const]),
    ...(metrics.length === 0 ? [] : [['metrics', metrics.join(' + ')] as const]),
  ];
  const roles = all.map(([role, field]) => rolesTexts.role({ role, field }).text);
  const used = new Set([
    ...(layout.kind === 'nested' ? [...layout.curves, layout.steps] : layout.kind === 'long' ? [layout.step] : []),
    ...[seed, group, infeasible, lengthField],
    ...trial,
    ...hyperparameters,
    ...metrics,
  ]);
  const unused = fields.filter((name) => !used.has(name));
  return [
    ...(roles.length === 0 ? [] : [rolesTexts.roles({ roles: roles.join(', ') })]),
    ...(unused.length === 0 ? [] : [rolesTexts.unused({ fields: unused.join(', ') })]),
    ...(shift === 0 ? [] : [rolesTexts.shifted({ unit: stepUnit })]),
  ];
}

/** The hyperparameters among a record's fields: those asked for, else every scalar that has no other role. */
export function hyperparametersIn(
  fields: Readonly<Record<string, unknown>>,
  roles: Roles,
  options: ImportOptions,
): readonly (readonly [name: string, value: unknown])[] {
  const { space } = options;
  const asked = roles.hyperparameters;
  const { layout } = roles;
  // Another field tells the length too (`num_train_epochs` beside `total_steps`): one of them was chosen, the other follows.
  const follows = Object.keys(fields).some((name) => name !== roles.lengthField && resemblesMaxSteps(name));
  const taken = new Set([
    ...(follows ? [roles.lengthField] : []),
    // Several fields tell trials apart together: what is not called as a number of trials is may well be what was tuned.
    ...(roles.trial.length > 1 ? roles.trial.filter(isIdentity) : roles.trial),
    ...roles.beside,
    roles.infeasible,
    roles.group,
    roles.seed,
    ...(layout.kind === 'nested' ? [...layout.curves, layout.steps] : layout.kind === 'long' ? [layout.step] : []),
    options.objective?.metric,
  ]);
  return Object.entries(fields).filter(([name, value]) => {
    if (asked !== undefined) return asked.includes(name);
    if (space !== undefined) return find(space, name).length > 0;
    if (taken.has(name) || isTimeName(name) || isResultName(name)) return false;
    if (layout.kind === 'wide' && wideMetric(name, fields, options.objective?.metric) !== undefined) return false;
    return !isCurve(value) || (isPlainList(value) && value.length <= mostListed);
  });
}

function isIdentity(name: string): boolean {
  return trialNames.includes(name) || besideNames.test(name);
}

/** Numbers that a list may hold to be one setting, such as the widths of layers, and no curve. */
const mostListed = 8;

/** A field with such a name under which no two trials are the same. */
function trialAmong(sample: readonly TableRecord[], fields: readonly string[]): string | undefined {
  return trialNames.find(
    (name) => fields.includes(name) && new Set(sample.map(({ fields }) => fields[name])).size === sample.length,
  );
}

function saysInfeasible(sample: readonly TableRecord[], name: string): boolean {
  if (!/nan|diverge|infeasible/i.test(name)) return false;
  return sample.every(({ fields }) => fields[name] === undefined || typeof fields[name] === 'boolean');
}

/** The field that says at which step each curve ends; one more than the last step where steps are counted from 0. */
function lengthOf(
  sample: readonly TableRecord[],
  fields: readonly string[],
  layout: Layout,
  infeasible: string | undefined,
  asked: number | string | undefined,
): { readonly field: string | undefined; readonly shift: number } {
  if (layout.kind !== 'nested') return { field: typeof asked === 'string' ? asked : undefined, shift: 0 };
  const ends = sample.flatMap(({ fields: own }) => {
    const end = layout.steps === undefined ? endsOf(own[layout.curves[0]], layout.step) : endsAmong(own[layout.steps]);
    return end === undefined || (infeasible !== undefined && own[infeasible] === true) ? [] : [{ own, ...end }];
  });
  const matches = (test: (one: (typeof ends)[number]) => boolean): boolean =>
    ends.length > 0 && ends.filter(test).length >= sureShare * ends.length;
  const fromZero = (length: (own: TableRecord['fields']) => unknown): boolean =>
    matches(({ first, last, own }) => first === 0 && length(own) === last + 1);
  if (typeof asked === 'number') return { field: undefined, shift: fromZero(() => asked) ? 1 : 0 };
  if (asked !== undefined) return { field: asked, shift: fromZero((own) => own[asked]) ? 1 : 0 };
  // Three trials of different lengths that end where it says are no coincidence.
  const candidates = fields.filter(
    (name) =>
      resemblesMaxSteps(name) || (/step|epoch|iter/i.test(name) && new Set(ends.map(({ last }) => last)).size >= 3),
  );
  const exact = candidates.find((name) => matches(({ last, own }) => own[name] === last));
  if (exact !== undefined) return { field: exact, shift: 0 };
  const field = candidates.find((name) => fromZero((own) => own[name]));
  return { field, shift: field === undefined ? 0 : 1 };
}

function endsOf(
  value: unknown,
  step: string | undefined,
): { readonly first: number; readonly last: number } | undefined {
  const list: unknown = Array.isArray(value) ? value : Object.values(value ?? {})[0];
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const at = (point: unknown, index: number): unknown => {
    if (Array.isArray(point)) return point[0];
    return typeof point === 'object' && point !== null && step !== undefined ? Reflect.get(point, step) : index;
  };
  const [first, last] = [at(list[0], 0), at(list.at(-1), list.length - 1)];
  return typeof first === 'number' && typeof last === 'number' ? { first, last } : undefined;
}

/** The first and last of a list of steps. */
function endsAmong(list: unknown): { readonly first: number; readonly last: number } | undefined {
  const all: readonly unknown[] = Array.isArray(list) ? list : [];
  const [first, last] = [all[0], all.at(-1)];
  return typeof first === 'number' && typeof last === 'number' ? { first, last } : undefined;
}

function checkNames(
  sample: readonly TableRecord[],
  fields: readonly string[],
  options: ImportOptions,
  path: string,
): void {
  const named: readonly (readonly [flag: string, field: string])[] = [
    ...(['trial', 'curve', 'infeasible', 'group'] as const).flatMap((role) => {
      const named = options[role];
      if (named === undefined) return [];
      const own = role === 'trial' || role === 'curve' ? namesIn(named) : [named];
      return own.map((field) => [`--${role}`, field] as const);
    }),
    ...(typeof options.maxSteps === 'string' ? [['--max-steps', options.maxSteps] as const] : []),
    ...(options.hyperparameters ?? []).map((field) => ['--hyperparameters', field] as const),
  ];
  const wrong = named.find(([, field]) => !fields.includes(field));
  if (wrong !== undefined) refuseUnknown(fields, path, wrong);
  const { step } = options;
  if (step === undefined) return;
  // A step may also be a field of the points within a curve.
  const places = [...fields, ...pointFields(sample)];
  if (!places.includes(step)) refuseUnknown([...new Set(places)], path, ['--step', step]);
}

function refuseUnknown(
  fields: readonly string[],
  path: string,
  [flag, field]: readonly [flag: string, field: string],
): never {
  const near = nearest(field, fields);
  const shared = { path, field, flag };
  throw new AttuneError(
    'invalid',
    near === undefined
      ? rolesTexts.unknownField({ ...shared, fields: fields.join(', ') })
      : rolesTexts.unknownFieldNear({ ...shared, nearest: near }),
  );
}

/** Fields of the points in a record's curves. */
function pointFields(sample: readonly TableRecord[]): readonly string[] {
  const points = sample.flatMap(({ fields }) =>
    Object.values(fields).flatMap((value) => (Array.isArray(value) && isMapping(value[0]) ? [value[0]] : [])),
  );
  return [...new Set(points.flatMap((point) => Object.keys(point)))];
}
