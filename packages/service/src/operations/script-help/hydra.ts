/** Hydra's part of reading help: its configuration is YAML, its groups are choices; keys are joined by dots. */
import { parse } from 'yaml';
import type { ScriptFlag } from './flag.ts';

/** The keys of a Hydra program's help, or of its `--cfg job`; `undefined` where the text is neither. */
export function readHydra(text: string): readonly ScriptFlag[] | undefined {
  const config = /^== Config ==\s*\n.*\n([\s\S]*?)(?:\n\s*Powered by Hydra|\n\s*Use --hydra-help|$(?![\s\S]))/m.exec(
    text,
  )?.[1];
  const tree = mappingOf(config ?? text);
  if (tree === undefined) return undefined;
  const groups = config === undefined ? new Map<string, readonly string[]>() : groupsOf(text);
  const flags = leavesOf(tree, []);
  return [...[...groups].map(([name, choices]) => groupFlag(name, choices)), ...flags];
}

function mappingOf(text: string): Readonly<Record<string, unknown>> | undefined {
  // A bare `error: …` is a mapping too: two keys at least, from the first line on.
  if (!/^\s*[\w.-]+:(\s|$)/.test(text) || /^usage:/i.test(text.trimStart())) return undefined;
  try {
    const value: unknown = parse(text);
    return isMapping(value) && Object.keys(value).length > 1 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `optimizer: adam, sgd` under "Configuration groups". */
function groupsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const block = /^== Configuration groups ==\s*\n.*\n([\s\S]*?)\n== /m.exec(text)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/^([\w./-]+): (.+)$/gm)].map(([, name = '', list = '']) => [
      name,
      list.split(',').map((choice) => choice.trim()),
    ]),
  );
}

function groupFlag(name: string, choices: readonly string[]): ScriptFlag {
  return { flag: name, name, aliases: [], type: 'text', choices, required: false, form: 'value', help: '' };
}

function leavesOf(tree: Readonly<Record<string, unknown>>, path: readonly string[]): readonly ScriptFlag[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const inner = [...path, key];
    if (isMapping(value)) return leavesOf(value, inner);
    const name = inner.join('.');
    return [{ flag: name, name, aliases: [], required: false, form: 'value', help: '', ...typed(value) }];
  });
}

function typed(value: unknown): Pick<ScriptFlag, 'type' | 'default'> {
  if (Array.isArray(value)) return { type: 'list' };
  if (typeof value === 'boolean') return { type: 'boolean', default: value };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number', default: value };
  return typeof value === 'string' ? { type: 'text', default: value } : {};
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
