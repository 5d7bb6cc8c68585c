/** The `metrics:` part of a project file: where measurements come from and what their names become. */
import type { MetricSource } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { isSealed, longestName } from '../protocol/index.ts';
import { isRecord } from './document.ts';
import { brief, fieldOf, fieldTexts, type Field, type FieldReader } from './fields.ts';
import { projectParts } from './project-schema.ts';

export const metricSourceTexts = defineTexts('metrics', {
  badPattern: 'pattern is not a regular expression: {reason}',
  pythonGroup: 'pattern has a group written {found}, as in Python: write {remedy}',
  noGroups:
    'pattern has no named group {missing}: every line that it matches gives a step and at least one metric, as in {example}',
  patternInFile:
    'pattern reads what is printed, but measurements come from the file: write from: stdout, or remove pattern',
  patternSent: 'pattern reads what is printed, but measurements come over HTTP: remove pattern',
  badName: '{raw} is renamed to {value}: write a name of 1 to {limit} characters, such as valid/loss',
  sameName: '{raw} and {other} are both renamed to {value}: give them different names',
  sealedTrainLoss: 'train_loss is {value}, which stays sealed: name a metric of the training set, such as train/loss',
});

/** Reads the part, with its defaults where it is absent; undefined, and reported, where it is wrong. */
export function readMetricSource(field: Field, reader: FieldReader): MetricSource | undefined {
  if (field.value === undefined) return { from: 'file', rename: {} };
  const mapping = reader.mapping(field, projectParts.metrics);
  if (mapping === undefined) return undefined;
  const before = reader.issues.length;
  const at = (name: string): Field => fieldOf(mapping, name, field.path);

  const from = at('from').value === undefined ? 'file' : reader.oneOf(at('from'), ['file', 'stdout', 'http']);
  const rename = at('rename').value === undefined ? {} : readRename(at('rename'), reader);
  const pattern = at('pattern').value === undefined ? undefined : readPattern(at('pattern'), rename, reader);
  if (pattern !== undefined && from === 'file') reader.report(at('pattern').path, metricSourceTexts.patternInFile());
  if (pattern !== undefined && from === 'http') reader.report(at('pattern').path, metricSourceTexts.patternSent());
  const trainLoss = at('train_loss').value === undefined ? undefined : reader.text(at('train_loss'));
  if (trainLoss !== undefined && isSealed(trainLoss)) {
    reader.report(at('train_loss').path, metricSourceTexts.sealedTrainLoss({ value: trainLoss }));
  }
  if (from === undefined || reader.issues.length > before) return undefined;
  return {
    from,
    rename,
    ...(pattern === undefined ? {} : { pattern }),
    ...(trainLoss === undefined ? {} : { trainLoss }),
  };
}

function readRename(field: Field, reader: FieldReader): Readonly<Record<string, string>> {
  const example = '{ val_acc: valid/accuracy }';
  if (!isRecord(field.value)) {
    reader.report(field.path, fieldTexts.notMappingOf({ field: field.name, value: brief(field.value), example }));
    return {};
  }
  const taken = new Map<string, string>();
  const entries: [string, string][] = [];
  for (const [raw, value] of Object.entries(field.value)) {
    const path = [...field.path, raw];
    const usable = typeof value === 'string' && value.trim() === value && value !== '' && value.length <= longestName;
    if (!usable || /\p{Cc}/u.test(value)) {
      reader.report(path, metricSourceTexts.badName({ raw, value: brief(value), limit: longestName }));
      continue;
    }
    const other = taken.get(value);
    if (other !== undefined) reader.report(path, metricSourceTexts.sameName({ raw, other, value }));
    taken.set(value, raw);
    entries.push([raw, value]);
  }
  return Object.fromEntries(entries);
}

function readPattern(field: Field, rename: Readonly<Record<string, string>>, reader: FieldReader): string | undefined {
  const pattern = reader.text(field);
  if (pattern === undefined) return undefined;
  const problem = patternProblem(pattern, rename);
  if (problem === undefined) return pattern;
  reader.report(field.path, problem);
  return undefined;
}

/** What keeps a pattern from reading lines; undefined where it can. */
export function patternProblem(pattern: string, rename: Readonly<Record<string, string>>): Message | undefined {
  const python = /\(\?P(<\w+>)/.exec(pattern);
  if (python !== null) {
    const [found, name = ''] = python;
    return metricSourceTexts.pythonGroup({ found, remedy: `(?${name}` });
  }
  try {
    new RegExp(pattern);
  } catch (cause) {
    return metricSourceTexts.badPattern({ reason: cause instanceof Error ? cause.message : String(cause) });
  }
  const names = patternGroups(pattern).map((name) => (Object.hasOwn(rename, name) ? rename[name] : name));
  const missing = !names.includes('step') ? '(?<step>…)' : names.length < 2 ? 'for a metric' : undefined;
  const example = String.raw`step (?<step>\d+) loss (?<train_loss>\S+)`;
  return missing === undefined ? undefined : metricSourceTexts.noGroups({ missing, example });
}

/** The metrics that a pattern yields, by the names that Attune keeps. */
export function patternMetrics(pattern: string, rename: Readonly<Record<string, string>>): readonly string[] {
  return patternGroups(pattern)
    .map((name) => (Object.hasOwn(rename, name) ? (rename[name] ?? name) : name))
    .filter((name) => name !== 'step');
}

function patternGroups(pattern: string): readonly string[] {
  return [...pattern.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/g)].map(([, name = '']) => name);
}
