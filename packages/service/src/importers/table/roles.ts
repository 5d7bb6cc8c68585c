/** What each field of a table is: told by the user, else by its name and by what the first records hold. */
import { AttuneError } from '@attune/core/errors';
import { find, nearest, resemblesMaxSteps } from '@attune/core/space';
import { defineTexts, type Message } from '@attune/core/texts';
import type { ImportOptions } from '../importer.ts';
import { isMetricName, isTimeName, storedMetric } from '../metric-name.ts';
import { isCurve, stepFieldOf, stepNames } from './points.ts';
import type { TableRecord } from './records.ts';

/** How a table lays its trials out. */
export type Layout =
  /** A record is a trial, its curve in a field. */
  | { readonly kind: 'nested'; readonly curve: string; readonly step: string | undefined }
  /** A record is a measurement; several make a trial. */
  | { readonly kind: 'long'; readonly step: string }
  /** A record is a trial, with a field for each step of a metric, or for its result alone. */
  | { readonly kind: 'wide' };

export interface Roles {
  readonly layout: Layout;
  readonly trial: string | undefined;
  readonly infeasible: string | undefined;
  readonly group: string | undefined;
  readonly seed: string | undefined;
  /** Names that were asked for; undefined: what remains. */
  readonly hyperparameters: readonly string[] | undefined;
  readonly lengthField: string | undefined;
  /** Added to every step: 1 where steps are counted from 0. */
  readonly shift: number;
  readonly stepUnit: string;
  readonly assumed: readonly Message[];
}

export const rolesTexts = defineTexts('table-roles', {
  unknownField: '{path} has no field {field}, which {flag} names: it has {fields}',
  unknownFieldNear: '{path} has no field {field}, which {flag} names: did you mean {nearest}?',
  roles: 'fields were read as: {roles}',
  role: '{role} = {field}',
  shifted: '{unit}s are counted from 0 here and from 1 in this report',
});

const trialNames = [
  'trial',
  'trial_id',
  'trial_number',
  'run',
  'run_id',
  'run_name',
  'config_id',
  'iteration',
  'id',
  'number',
  'name',
];

/** Share of trials whose curve must end where a field says before the field counts as their length. */
const sureShare = 0.9;

/** Reads the roles off the first records. Throws `invalid` where a field that was named does not exist. */
export function rolesOf(sample: readonly TableRecord[], options: ImportOptions, path: string): Roles {
  const fields = [...new Set(sample.flatMap(({ fields }) => Object.keys(fields)))];
  checkNames(fields, options, path);
  const layout = layoutOf(sample, fields, options);
  const trial = options.trial ?? (layout.kind === 'long' ? longTrial(fields, layout.step) : trialAmong(sample, fields));
  const infeasible = options.infeasible ?? fields.find((name) => saysInfeasible(sample, name));
  const length = lengthOf(sample, fields, layout, infeasible, options.maxSteps);
  const step = layout.kind === 'wide' ? undefined : layout.step;
  const stepUnit = step !== undefined && /epoch/i.test(step) ? 'epoch' : 'step';
  const told: readonly (readonly [string, string | undefined])[] = [
    ['curve', layout.kind === 'nested' && options.curve === undefined ? layout.curve : undefined],
    ['step', options.step === undefined ? step : undefined],
    ['trial', options.trial === undefined ? trial : undefined],
    ['infeasible', options.infeasible === undefined ? infeasible : undefined],
    ['length of training', options.maxSteps === undefined ? length.field : undefined],
  ];
  const roles = told.flatMap(([role, field]) =>
    field === undefined || field === role ? [] : [rolesTexts.role({ role, field }).text],
  );
  return {
    layout,
    trial,
    infeasible,
    group: options.group,
    seed: fields.find((name) => /^(random_?)?seed$/i.test(name)),
    hyperparameters: options.hyperparameters,
    lengthField: length.field,
    shift: length.shift,
    stepUnit,
    assumed: [
      ...(roles.length === 0 ? [] : [rolesTexts.roles({ roles: roles.join(', ') })]),
      ...(length.shift === 0 ? [] : [rolesTexts.shifted({ unit: stepUnit })]),
    ],
  };
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
    roles.trial,
    roles.infeasible,
    roles.group,
    roles.seed,
    layout.kind === 'nested' ? layout.curve : layout.kind === 'long' ? layout.step : undefined,
    options.objective?.metric,
  ]);
  return Object.entries(fields).filter(([name, value]) => {
    if (asked !== undefined) return asked.includes(name);
    if (space !== undefined) return find(space, name).length > 0;
    if (taken.has(name) || isTimeName(name) || storedMetric(name) !== name || name.startsWith('test/')) return false;
    return !isMetricName(name) && !isCurve(value);
  });
}

function layoutOf(sample: readonly TableRecord[], fields: readonly string[], options: ImportOptions): Layout {
  const curve =
    options.curve ??
    fields.find((name) => {
      const given = sample.map(({ fields }) => fields[name]).filter((value) => value !== undefined);
      return given.length > 0 && given.every(isCurve) && given.some((value) => sizeOf(value) > 0);
    });
  if (curve !== undefined) {
    const filled = sample.map(({ fields }) => fields[curve]).find((value) => sizeOf(value) > 0);
    return { kind: 'nested', curve, step: options.step ?? stepFieldOf(filled) };
  }
  const step = options.step ?? stepNames.find((name) => fields.includes(name));
  if (step === undefined) return { kind: 'wide' };
  const trial = options.trial ?? longTrial(fields, step);
  const ids = sample.map(({ fields }) => (trial === undefined ? '' : fields[trial]));
  return options.step !== undefined || new Set(ids).size < sample.length ? { kind: 'long', step } : { kind: 'wide' };
}

function longTrial(fields: readonly string[], step: string): string | undefined {
  return trialNames.find((name) => name !== step && fields.includes(name));
}

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
    const end = endsOf(own[layout.curve], layout.step);
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

function checkNames(fields: readonly string[], options: ImportOptions, path: string): void {
  const named: readonly (readonly [flag: string, field: string])[] = [
    ...(['trial', 'curve', 'infeasible', 'group'] as const).flatMap((role) => {
      const field = options[role];
      return field === undefined ? [] : [[`--${role}`, field] as const];
    }),
    ...(typeof options.maxSteps === 'string' ? [['--max-steps', options.maxSteps] as const] : []),
    ...(options.hyperparameters ?? []).map((field) => ['--hyperparameters', field] as const),
  ];
  for (const [flag, field] of named) {
    if (fields.includes(field)) continue;
    const near = nearest(field, fields);
    const shared = { path, field, flag };
    throw new AttuneError(
      'invalid',
      near === undefined
        ? rolesTexts.unknownField({ ...shared, fields: fields.join(', ') })
        : rolesTexts.unknownFieldNear({ ...shared, nearest: near }),
    );
  }
}

function sizeOf(value: unknown): number {
  return Array.isArray(value)
    ? value.length
    : typeof value === 'object' && value !== null
      ? Object.keys(value).length
      : 0;
}
