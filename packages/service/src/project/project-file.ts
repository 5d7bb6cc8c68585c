/** Reads `attune.yaml` into a project: every field checked, defaults filled in, all mistakes reported together. */
import { basename, dirname, resolve } from 'node:path';
import type { Issue } from '@attune/core/errors';
import { find, parseSpace, resolveConfiguration, type Configuration, type Space } from '@attune/core/space';
import type { ExampleCounts, MetricSource, Objective, Project, Resources, Training } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { isSealed, longestName, ownLoopCommand } from '../protocol/index.ts';
import { isRecord, mistakes, readDocument, type Document } from './document.ts';
import {
  brief,
  createFieldReader,
  fieldOf,
  fieldTexts,
  isGiven,
  type Field,
  type FieldReader,
  type Warn,
} from './fields.ts';
import { readTraining } from './training.ts';
import { patternMetrics, readMetricSource } from './metric-source.ts';
import { projectParts, projectSchema } from './project-schema.ts';

export const projectTexts = defineTexts('project', {
  newer: 'attune is {value}: this program reads version 1; update Attune to read a later one',
  sealedObjective:
    'metric is {value}, and what is tuned on the test set can no longer be tested on it: choose a valid/ metric; test/ metrics stay sealed until a final evaluation',
  noSplit:
    'metric is {value}: write it as split/name, such as valid/loss; rename under metrics maps the program’s own names',
  badMetric: '{value} is not a name of a metric: write split/name, such as valid/loss, in at most {limit} characters',
  unmatchedObjective: 'metric is {value}, but pattern yields only {metrics}: add a named group for it, and rename it',
  outside: '{name} is {value} at the baseline, outside what is searched: widen its range, unless that is meant',
  sent: 'from is {from}, but programs that ask for trials (command: ask) send what they measure: write from: http, or leave from out',
  badReference: '{label} under references is {value}: write metrics with their values, such as {example}',
});

/** A project file that is in order. */
export interface ProjectFile {
  /** Absolute. */
  readonly path: string;
  /** Its folder: commands run here, and the store and the rounds lie here. Absolute. */
  readonly directory: string;
  readonly document: Document;
  readonly project: Project;
  /** What may be right but rarely is. */
  readonly warnings: readonly Issue[];
}

/** Reads the project file at `path`. Throws `not-found`, or `invalid` with every mistake at its place. */
export function readProject(path: string, standing?: string): ProjectFile {
  const absolute = resolve(standing ?? '.', path);
  const document = readDocument(absolute, standing);
  const directory = dirname(absolute);
  return { path: absolute, directory, document, ...parseProject(document, basename(directory)) };
}

/** The project in a document; `name` is taken where the document gives none. Throws `invalid` with every mistake. */
export function parseProject(document: Document, name: string): Pick<ProjectFile, 'project' | 'warnings'> {
  const reader = createFieldReader(document);
  const warnings: Issue[] = [];
  const warn: Warn = (path, message) => warnings.push({ path, message, place: document.place(path) });
  const root = reader.mapping({ name: document.file, path: [], value: document.value }, projectSchema) ?? {};
  checkVersion(fieldOf(root, 'attune'), reader);

  const given = fieldOf(root, 'name');
  const title = given.value === undefined ? name : reader.text(given);
  const measured = readMetricSource(fieldOf(root, 'metrics'), reader);
  const objective = readObjective(fieldOf(root, 'objective'), measured, reader);
  const train = readTraining(fieldOf(root, 'train'), reader, warn);
  const source = sourceFor(train, measured, fieldOf(root, 'metrics'), reader);
  const space = readSpace(fieldOf(root, 'hyperparameters'), reader);
  const baseline = readBaseline(fieldOf(root, 'baseline'), space, reader, warn);
  const examples = readExamples(fieldOf(root, 'examples'), reader);
  const references = readReferences(fieldOf(root, 'references'), reader);
  const resources = readResources(fieldOf(root, 'resources'), reader);

  if (reader.issues.length > 0 || !title || !objective || !train || !source || !space || !baseline) {
    throw mistakes(document.file, reader.issues);
  }
  const { configuration, inactive } = baseline;
  const project: Project = {
    name: title,
    objective,
    train,
    metrics: source,
    space,
    baseline: configuration,
    inactive,
    examples,
    references,
    resources,
  };
  return { project, warnings };
}

/** Programs that ask for trials send what they measure. */
function sourceFor(
  train: Training | undefined,
  source: MetricSource | undefined,
  field: Field,
  reader: FieldReader,
): MetricSource | undefined {
  if (train === undefined || source === undefined) return source;
  const given = isRecord(field.value) && field.value['from'] !== undefined;
  const asks = train.command === ownLoopCommand;
  if (asks && given && source.from !== 'http')
    reader.report([...field.path, 'from'], projectTexts.sent({ from: source.from }));
  return asks ? { ...source, from: 'http' } : source;
}

/** Checks `attune: 1`. */
export function checkVersion({ name, path, value }: Field, reader: FieldReader): void {
  if (value === undefined) reader.report([], fieldTexts.missing({ field: name, example: 'attune: 1' }));
  else if (value !== 1) reader.report(path, projectTexts.newer({ value: brief(value) }));
}

function readObjective(field: Field, source: MetricSource | undefined, reader: FieldReader): Objective | undefined {
  if (!isGiven(field, 'objective: { metric: valid/loss, direction: minimize }', reader, [])) return undefined;
  const mapping = reader.mapping(field, projectParts.objective);
  if (mapping === undefined) return undefined;
  const metricField = fieldOf(mapping, 'metric', field.path);
  const directionField = fieldOf(mapping, 'direction', field.path);
  const metric = isGiven(metricField, 'metric: valid/loss', reader, field.path) ? reader.text(metricField) : undefined;
  const direction = isGiven(directionField, 'direction: minimize', reader, field.path)
    ? reader.oneOf(directionField, ['minimize', 'maximize'])
    : undefined;
  if (metric === undefined) return undefined;
  if (isSealed(metric)) {
    reader.report(metricField.path, projectTexts.sealedObjective({ value: metric }));
    return undefined;
  }
  if (!/^[^/]+\/.+$/.test(metric) || metric.length > longestName) {
    reader.report(metricField.path, projectTexts.noSplit({ value: brief(metric) }));
    return undefined;
  }
  const matched = source?.pattern === undefined ? [metric] : patternMetrics(source.pattern, source.rename);
  if (!matched.includes(metric)) {
    reader.report(metricField.path, projectTexts.unmatchedObjective({ value: metric, metrics: matched.join(', ') }));
  }
  return direction === undefined ? undefined : { metric, direction };
}

function readSpace(field: Field, reader: FieldReader): Space | undefined {
  if (!isGiven(field, 'hyperparameters: { lr: { range: [1e-4, 1e-1], scale: log } }', reader, [])) return undefined;
  const { space, issues } = parseSpace(field.value);
  for (const { path, message } of issues) reader.report([...field.path, ...path], message);
  return issues.length === 0 ? space : undefined;
}

/** Checked only against a space that is in order: else each of its mistakes would come back as another one. */
function readBaseline(
  field: Field,
  space: Space | undefined,
  reader: FieldReader,
  warn: Warn,
): { readonly configuration: Configuration; readonly inactive: Configuration } | undefined {
  if (!isGiven(field, 'baseline: { lr: 0.1 }', reader, [])) return undefined;
  if (!isRecord(field.value)) {
    reader.report(
      field.path,
      fieldTexts.notMappingOf({ field: 'baseline', value: brief(field.value), example: 'baseline: { lr: 0.1 }' }),
    );
    return undefined;
  }
  if (space === undefined) return undefined;
  const { configuration, inactive, outside, issues } = resolveConfiguration(space, field.value);
  for (const { path, message } of issues) reader.report([...field.path, ...path], message);
  for (const id of outside) {
    const key = Object.keys(field.value).find((name) => find(space, name).some((found) => found.id === id)) ?? id;
    warn([...field.path, key], projectTexts.outside({ name: id, value: brief(configuration[id]) }));
  }
  return issues.length === 0 ? { configuration, inactive } : undefined;
}

function readExamples(field: Field, reader: FieldReader): ExampleCounts {
  const mapping = field.value === undefined ? undefined : reader.mapping(field, projectParts.examples);
  if (mapping === undefined) return {};
  const lows = { train: 1, valid: 1, classes: 2 };
  const counts = Object.entries(lows).flatMap(([name, low]) => {
    const count = fieldOf(mapping, name, field.path);
    const value = count.value === undefined ? undefined : reader.integer(count, { low });
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(counts);
}

function readReferences(field: Field, reader: FieldReader): Project['references'] {
  if (field.value === undefined) return {};
  const example = '{ chance: { valid/error: 0.9 } }';
  if (!isRecord(field.value)) {
    reader.report(field.path, fieldTexts.notMappingOf({ field: field.name, value: brief(field.value), example }));
    return {};
  }
  return Object.fromEntries(
    Object.entries(field.value).map(([label, metrics]) => {
      const path = [...field.path, label];
      if (!isRecord(metrics)) {
        reader.report(
          path,
          projectTexts.badReference({ label, value: brief(metrics), example: '{ valid/error: 0.9 }' }),
        );
        return [label, {}];
      }
      const values = Object.keys(metrics).flatMap((name) => {
        if (!/^[^/]+\/.+$/.test(name)) {
          reader.report([...path, name], projectTexts.badMetric({ value: brief(name), limit: longestName }));
        }
        const value = reader.number(fieldOf(metrics, name, path));
        return value === undefined ? [] : [[name, value] as const];
      });
      return [label, Object.fromEntries(values)];
    }),
  );
}

function readResources(field: Field, reader: FieldReader): Resources {
  const defaults = { slots: 1, gpusPerTrial: 0 };
  const mapping = field.value === undefined ? undefined : reader.mapping(field, projectParts.resources);
  if (mapping === undefined) return defaults;
  const count = (name: string, low: number): number | undefined => {
    const given = fieldOf(mapping, name, field.path);
    return given.value === undefined ? undefined : reader.integer(given, { low });
  };
  return {
    slots: count('slots', 1) ?? defaults.slots,
    gpusPerTrial: count('gpus_per_trial', 0) ?? defaults.gpusPerTrial,
  };
}
