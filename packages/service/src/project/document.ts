/**
 * A user's YAML file as plain values together with where each of them stands, so that every complaint can name its line.
 * YAML 1.2, core schema; repeated keys are refused; comments stay in the file, which `rewriteBaseline` changes in place.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { LineCounter, parseDocument, isMap, isPair, isScalar, isSeq, type Document as YamlDocument } from 'yaml';
import { AttuneError, type Issue, type Place } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';

export const documentTexts = defineTexts('document', {
  mistakes: '{file} has {count} {count|mistake|mistakes}',
  notFound: 'there is no file {file}: check the path',
  isDirectory: '{file} is a folder: give the path of a file in it',
  unreadable: '{file} cannot be read: {reason}',
  tooLarge: '{file} has {bytes} bytes, more than the {limit} that such a file can sensibly have: is it the right file?',
  empty: 'the file is empty: write at least {example}',
  notMapping: 'the file holds {value}: write a mapping, beginning with {example}',
  duplicateKey: 'this key stands twice in its mapping: keep one',
  tab: 'a tab indents this line: YAML allows only spaces there',
  indentation: 'this line is indented unlike its neighbours: align it with the keys beside it',
  unclosed:
    'this line stands inside a list or mapping that was opened above: close that with its bracket or brace, or indent the line',
  several: 'a second document begins here: keep one document in the file',
  nestedKey:
    'the value that begins here runs on into another key: put text with a colon into quotes, and begin keys that belong together in one column',
  badAlias: 'this alias names no anchor, or far too many values come out of it: write the value in full',
  badTag: 'the tag {tag} means nothing here: remove it',
  tooDeep: 'the file nests far too deeply: flatten it',
  syntax: 'not valid YAML: {reason}',
});

/** A file that was read: its plain value, and where each part of it stands. */
export interface Document {
  /** As messages name it: relative to where the user stands. */
  readonly file: string;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Where a path's key stands (for an element of a list: the element); the nearest part above it that exists. */
  place(path: readonly (string | number)[]): Place;
}

/** What an empty file should begin with. */
const beginning = 'attune: 1';

const largestFile = 1 << 20;

/** Of the YAML itself: one misplaced character can make every later line a mistake. */
const mostProblems = 10;

/** Reads a file whose root is a mapping. Throws `not-found`, or `invalid` with every mistake of the YAML at its place. */
export function readDocument(path: string, standing: string = process.cwd()): Document {
  const shown = relative(standing, path);
  const file = shown === '' || shown.startsWith('../../..') ? path : shown;
  return parseYaml(readText(path, file), file);
}

/** Like `readDocument` for a text at hand. */
export function parseYaml(text: string, file: string): Document {
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const refuse = (issues: readonly Issue[]): never => {
    throw mistakes(file, issues);
  };

  const { document, value } = guarded(
    () => {
      const document = parseDocument(text, { version: '1.2', schema: 'core', lineCounter: lines, prettyErrors: false });
      const all = [...document.errors, ...document.warnings];
      const places = new Map(all.toReversed().map((problem) => [problem.pos[0], problem]));
      const problems = all.filter((problem) => places.get(problem.pos[0]) === problem).slice(0, mostProblems);
      if (problems.length > 0) {
        refuse(
          problems.map((problem) => ({
            message: yamlProblem(problem.code, problem.message, text.slice(...problem.pos)),
            path: [],
            place: place(problem.pos[0]),
          })),
        );
      }
      return { document, value: document.toJS({ maxAliasCount: 100 }) as unknown };
    },
    (message) => refuse([{ message, path: [], place: place(0) }]),
  );

  if (value === null) refuse([{ message: documentTexts.empty({ example: beginning }), path: [], place: place(0) }]);
  if (!isRecord(value)) {
    const message = documentTexts.notMapping({
      value: Array.isArray(value) ? 'a list' : String(value),
      example: beginning,
    });
    throw mistakes(file, [{ message, path: [], place: place(0) }]);
  }
  return { file, text, value, place: (path) => place(offsetOf(document, path)) };
}

/** The one error for a file with mistakes, in the order in which they stand in it. */
export function mistakes(file: string, issues: readonly Issue[]): AttuneError {
  const sorted = issues.toSorted((a, b) => order(a) - order(b));
  return new AttuneError('invalid', documentTexts.mistakes({ file, count: issues.length }), { issues: sorted });
}

/** An issue on one line, for people: `attune.yaml:7:9  hyperparameters.lr.range: range of lr begins at …`. */
export function issueLine(issue: Issue): string {
  const { place, path, message } = issue;
  const at = place === undefined ? '' : `${place.file}:${place.line}:${place.column}  `;
  const where = path.length === 0 ? '' : `${shownPath(path)}: `;
  return `${at}${where}${message.text}`;
}

/** `hyperparameters.lr.range[0]`. */
export function shownPath(path: readonly (string | number)[]): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function order({ place }: Issue): number {
  return place === undefined ? 0 : place.line * largestFile + place.column;
}

function readText(path: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AttuneError('not-found', documentTexts.notFound({ file }), { cause });
    }
    if (code === 'EISDIR') throw new AttuneError('invalid', documentTexts.isDirectory({ file }), { cause });
    throw new AttuneError('unavailable', documentTexts.unreadable({ file, reason: String(code ?? cause) }), { cause });
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > largestFile) {
    throw new AttuneError(
      'invalid',
      documentTexts.tooLarge({ file, bytes: String(bytes), limit: String(largestFile) }),
    );
  }
  return text;
}

/** Turns what the YAML library throws on hostile files (alias bombs, endless nesting) into a message. */
function guarded<T>(read: () => T, refuse: (message: Message) => never): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ReferenceError) return refuse(documentTexts.badAlias());
    if (cause instanceof RangeError) return refuse(documentTexts.tooDeep());
    throw cause;
  }
}

function yamlProblem(code: string, reason: string, source: string): Message {
  switch (code) {
    case 'DUPLICATE_KEY':
      return documentTexts.duplicateKey();
    case 'TAB_AS_INDENT':
      return documentTexts.tab();
    case 'BAD_INDENT':
      return /^flow/i.test(reason) ? documentTexts.unclosed() : documentTexts.indentation();
    case 'BLOCK_AS_IMPLICIT_KEY':
      return documentTexts.nestedKey();
    case 'MULTIPLE_DOCS':
      return documentTexts.several();
    case 'BAD_ALIAS':
      return documentTexts.badAlias();
    case 'TAG_RESOLVE_FAILED':
      return documentTexts.badTag({ tag: source });
    default:
      return documentTexts.syntax({ reason: `${reason.charAt(0).toLowerCase()}${reason.slice(1)}` });
  }
}

/** The offset in the text of the deepest part of `path` that exists. */
function offsetOf(document: YamlDocument, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!isPair(pair)) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const [start] = node.range as readonly unknown[];
  return typeof start === 'number' ? start : undefined;
}
