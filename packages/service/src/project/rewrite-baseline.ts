/**
 * Changes `baseline:` in a project file and nothing else: values are replaced where they stand, so comments, order and
 * spacing stay, and a launch is a small difference in the user's version control. A comment behind a value that changes is
 * marked as one on the old value.
 */
import { dirname, basename } from 'node:path';
import { isMap, isScalar, parseDocument, stringify, type Pair, type YAMLMap } from 'yaml';
import { AttuneError } from '@attune/core/errors';
import {
  activeIn,
  checkConfiguration,
  find,
  flatten,
  type Configuration,
  type Identity,
  type Space,
  type Value,
} from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';
import { mistakes, parseYaml, readDocument } from './document.ts';
import { parseProject } from './project-file.ts';
import { writeAtomically } from '../files/index.ts';

export const rewriteTexts = defineTexts('rewrite', {
  cannot:
    'baseline of {file} is written in a way that cannot be changed safely: write it as a plain mapping from names to values',
});

/** Writes a configuration as the new baseline. Throws `invalid` where the file or the configuration is not in order. */
export function rewriteBaseline(path: string, configuration: Configuration): void {
  const { text, file } = readDocument(path);
  writeAtomically(path, withBaseline(text, configuration, { file, name: basename(dirname(path)) }));
}

/**
 * The text of a project file with another baseline. Values for branches that it does not take stay, under their full
 * identities where the short name now means another hyperparameter.
 */
export function withBaseline(
  text: string,
  configuration: Configuration,
  { file, name }: { readonly file: string; readonly name: string } = { file: 'attune.yaml', name: 'project' },
): string {
  const { project } = parseProject(parseYaml(text, file), name);
  const issues = checkConfiguration(project.space, configuration, { reach: 'anywhere' });
  if (issues.length > 0) throw mistakes(file, issues);
  const changed = edited(text, project.space, project.baseline, configuration);
  const now = parseProject(parseYaml(changed, file), name).project;
  const kept = Object.entries(project.inactive).every(
    ([id, value]) => id in configuration || now.inactive[id] === value,
  );
  if (!kept || !same(now.baseline, configuration)) {
    throw new AttuneError('unsupported', rewriteTexts.cannot({ file }));
  }
  return changed;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function edited(text: string, space: Space, old: Configuration, wanted: Configuration): string {
  const map = parseDocument(text, { version: '1.2', schema: 'core' }).get('baseline', true);
  if (!isMap(map)) return text;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const edits: Edit[] = [];
  const written = new Set<Identity>();
  for (const pair of map.items) {
    const id = identityMeant(pair, space, old);
    if (id === undefined) continue;
    written.add(id);
    const key = keyFor(pair, id, space, wanted);
    if (key !== undefined) edits.push(...replaceNode(pair.key, key));
    const value = wanted[id];
    if (value !== undefined && !(isScalar(pair.value) && pair.value.value === value)) {
      edits.push(...replaceNode(pair.value, literal(value)), ...markedComment(text, map, pair.value));
    }
  }
  const added = Object.entries(wanted)
    .filter(([id]) => !written.has(id))
    .map(([id, value]) => `${shortName(id, space)}: ${literal(value)}`);
  if (added.length > 0) edits.push(insertion(text, map, added, lineEnd));
  return apply(text, edits);
}

/** Which hyperparameter a key meant in the baseline as it was. */
function identityMeant(pair: Pair, space: Space, old: Configuration): Identity | undefined {
  const matches = find(space, keyOf(pair));
  const active = new Set(activeIn(space, old).map(({ id }) => id));
  return (matches.length > 1 ? matches.find(({ id }) => active.has(id)) : matches[0])?.id;
}

/** The key to write instead, where under the new baseline the written one would mean another hyperparameter. */
function keyFor(pair: Pair, id: Identity, space: Space, wanted: Configuration): string | undefined {
  const matches = find(space, keyOf(pair));
  const active = new Set(activeIn(space, wanted).map((hyperparameter) => hyperparameter.id));
  return matches.length === 1 || (active.has(id) && matches.filter((match) => active.has(match.id)).length === 1)
    ? undefined
    : literal(id);
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

/** The bare name where only one hyperparameter bears it. */
function shortName(id: Identity, space: Space): string {
  const name = flatten(space).find(({ hyperparameter }) => hyperparameter.id === id)?.hyperparameter.name ?? id;
  return literal(find(space, name).length === 1 ? name : id);
}

function replaceNode(node: unknown, text: string): readonly Edit[] {
  if (!isScalar(node) || !node.range) return [];
  const [start, end] = node.range;
  return [{ start, end, text }];
}

/**
 * A comment on the line of a value that changes speaks of the old one: `# slow` becomes `# was 0.01: slow`. One that was
 * marked before stays as it is, and true.
 */
function markedComment(text: string, map: YAMLMap, node: unknown): readonly Edit[] {
  if (map.flow === true || !isScalar(node) || !node.range) return [];
  const [start, end] = node.range;
  const before = text.slice(start, end);
  const comment = /^[ \t]+#[ \t]*(?=\S)/.exec(text.slice(end));
  if (comment === null || before.includes('\n')) return [];
  const at = end + comment[0].length;
  return /^was \S+: /.test(text.slice(at)) ? [] : [{ start: at, end: at, text: `was ${before}: ` }];
}

/** New entries behind the last one of the mapping, in its own style. */
function insertion(text: string, map: YAMLMap, added: readonly string[], lineEnd: string): Edit {
  const last = map.items.at(-1);
  const end = endOf(last?.value) ?? endOf(last?.key) ?? (map.range?.[0] ?? 0) + 1;
  if (map.flow) {
    const entries = added.join(', ');
    return { start: end, end, text: last === undefined ? ` ${entries} ` : `, ${entries}` };
  }
  const first = startOf(map.items[0]?.key) ?? end;
  const indent = text.slice(text.lastIndexOf('\n', first - 1) + 1, first);
  const newline = text.indexOf('\n', end);
  const at = newline === -1 ? text.length : text[newline - 1] === '\r' ? newline - 1 : newline;
  return { start: at, end: at, text: added.map((entry) => `${lineEnd}${indent}${entry}`).join('') };
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) ? node.range?.[0] : undefined;
}

function endOf(node: unknown): number | undefined {
  return isScalar(node) ? node.range?.[1] : undefined;
}

function apply(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((whole, { start, end, text: part }) => whole.slice(0, start) + part + whole.slice(end), text);
}

/** A value, or a name, as YAML writes it inside a mapping of either style. */
function literal(value: Value): string {
  return typeof value === 'string' && !/^[A-Za-z_][\w./=-]*$/.test(value) ? JSON.stringify(value) : plain(value);
}

function plain(value: Value): string {
  return stringify(value, { version: '1.2' }).trimEnd();
}

function same(a: Configuration, b: Configuration): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => Object.is(a[name], b[name]));
}
