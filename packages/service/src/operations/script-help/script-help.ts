/**
 * Finds a training script's flags in what it prints for `--help`: argparse, tyro and click, and Hydra's configuration
 * (also `--cfg job`). A pure reader of text; running the script is `script-help-run.ts`.
 */
import { stripVTControlCharacters } from 'node:util';
import type { FlagType, HelpStyle, ScriptFlag, ScriptHelp } from './flag.ts';
import { readHydra } from './hydra.ts';

/** Reads help text. Never throws: text in which nothing is recognised gives no flags and `unknown`. */
export function readScriptHelp(text: string): ScriptHelp {
  const clean = stripVTControlCharacters(text).replaceAll('\r', '');
  const hydra = readHydra(clean);
  if (hydra !== undefined) return { style: 'hydra', flags: hydra };
  const style = styleOf(clean);
  const required = requiredInUsage(clean);
  const flags = entriesOf(clean).flatMap((entry) => {
    const flag = flagOf(entry, required);
    return flag === undefined ? [] : [flag];
  });
  return { style: flags.length === 0 ? 'unknown' : style, flags };
}

function styleOf(text: string): HelpStyle {
  if (/^╭─/m.test(text) && /^usage: /m.test(text)) return 'tyro';
  if (/^Usage: .*\[OPTIONS\]/m.test(text)) return 'click';
  return /^usage: /im.test(text) ? 'argparse' : 'unknown';
}

interface Entry {
  /** Flags and what stands for the value. */
  readonly head: string;
  readonly help: string;
}

/** Entries begin with a hyphen at the indentation of the first one; deeper lines below continue their help. */
function entriesOf(text: string): readonly Entry[] {
  const entries: { head: string; help: string }[] = [];
  let indentation: number | undefined;
  let open = false;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^[│|] ?/, '').replace(/\s*[│|]\s*$/, '');
    const words = line.trim();
    const indent = line.length - line.trimStart().length;
    const begins = /^--?[A-Za-z]/.test(words) && indent <= 8 && indent === (indentation ?? indent);
    const last = entries.at(-1);
    if (begins) {
      indentation = indent;
      const [, head = words, help = ''] = /^(.*?)(?:\s{2,}(.*))?$/.exec(words) ?? [];
      entries.push({ head, help });
      open = true;
    } else if (words === '' || indent <= (indentation ?? 0)) {
      open = false;
    } else if (open && last !== undefined) {
      last.help = `${last.help} ${words}`.trim();
    }
  }
  return entries;
}

/** `(default: …)`, `[default: …]`, `[required]`, `[1<=x<=9]` at the end of a flag's help. */
const annotation =
  /\s*(?:\((?:default|required)[^()]*(?:\([^()]*\))?[^()]*\)|\[(?:default|required|[^\]]*[<>])[^\]]*\])\s*$/i;

const ownFlags = new Set(['--help', '--version', '--install-completion', '--show-completion', '--hydra-help']);

function flagOf({ head, help }: Entry, requiredFlags: ReadonlySet<string>): ScriptFlag | undefined {
  const spellings = [...head.replace(/[{[].*?[}\]]/g, '').matchAll(/(?<![\w.-])--?[A-Za-z][\w.:-]*/g)].map(
    ([spelling]) => spelling,
  );
  const negations = spellings.filter((one) => isNegation(one, spellings));
  const long = spellings.filter((one) => one.startsWith('--') && !negations.includes(one));
  const [flag, ...others] = long;
  if (flag === undefined || ownFlags.has(flag)) return undefined;
  const placeholder = placeholderOf(head, spellings);
  const form = negations.length > 0 ? 'pair' : placeholder === '' ? 'switch' : 'value';
  const choices = choicesOf(placeholder);
  const written = defaultOf(help);
  const type = form === 'value' ? typeOf(placeholder, written, choices) : 'boolean';
  const value = form === 'pair' ? pairDefault(flag, written) : type === 'list' ? undefined : valueOf(written);
  return {
    flag,
    name: flag.slice(2),
    aliases: others,
    ...(type === undefined ? {} : { type }),
    ...(value === undefined ? {} : { default: value }),
    ...(choices === undefined ? {} : { choices }),
    required: requiredFlags.has(flag) || /[([]required[)\];]/.test(help),
    form,
    ...(negations[0] === undefined ? {} : { negation: negations[0] }),
    help: help.replace(annotation, ''),
  };
}

/** `--no-bias` beside `--bias`; tyro writes `--model.no-bias`. */
function isNegation(spelling: string, spellings: readonly string[]): boolean {
  const positive = spelling.replace(/(^--|\.)no-/, '$1');
  return positive !== spelling && spellings.includes(positive);
}

/** What follows the last spelling: `N`, `{sgd,adam}`, `INTEGER RANGE`, `BETAS BETAS`. */
function placeholderOf(head: string, spellings: readonly string[]): string {
  const last = spellings.at(-1) ?? '';
  return head.slice(head.lastIndexOf(last) + last.length).trim();
}

function choicesOf(placeholder: string): readonly string[] | undefined {
  const braces = /^\{([^}]*)\}$/.exec(placeholder)?.[1];
  const bars = /^\[([^\][]*\|[^\][]*)\]$/.exec(placeholder)?.[1];
  const list = braces?.split(',') ?? bars?.split('|');
  return list?.map((choice) => choice.trim());
}

/** The last `(default: …)` or `[default: …; …]` in the help. */
function defaultOf(help: string): string | undefined {
  const round = [...help.matchAll(/\(default:?\s+((?:[^()]|\([^()]*\))*)\)/gi)].at(-1)?.[1];
  const square = [...help.matchAll(/\[default:\s+([^;\]]*)[;\]]/gi)].at(-1)?.[1];
  return (round ?? square)?.trim();
}

/** click names the side of a pair that is the default; argparse and tyro say True or False. */
function pairDefault(flag: string, written: string | undefined): boolean | undefined {
  if (written === undefined) return undefined;
  const value = valueOf(written);
  if (typeof value === 'boolean') return value;
  return written === flag.slice(2) ? true : written === `no-${flag.slice(2)}` ? false : undefined;
}

function valueOf(written: string | undefined): number | string | boolean | undefined {
  if (written === undefined || written === 'None' || written === '' || /^[[(]/.test(written)) return undefined;
  if (/^true$/i.test(written)) return true;
  if (/^false$/i.test(written)) return false;
  if (isNumber(written)) return Number(written);
  return written.replace(/^(['"])(.*)\1$/, '$2');
}

function typeOf(
  placeholder: string,
  written: string | undefined,
  choices: readonly string[] | undefined,
): FlagType | undefined {
  if (choices !== undefined) return choices.every(isNumber) ? 'number' : 'text';
  const words = placeholder.replace(/\{None\}\|/g, '').split(/\s+/);
  const first = words[0] ?? '';
  if (/^\[/.test(first) || (words.length > 1 && words[1] !== 'RANGE')) return 'list';
  if (/^INT(EGER)?$/.test(first)) return 'integer';
  if (first === 'FLOAT') return 'number';
  if (/^(TEXT|STR|PATH|FILE|FILENAME|DIRECTORY)$/.test(first)) return 'text';
  if (/^BOOL(EAN)?$/.test(first)) return 'boolean';
  if (written === undefined || written === 'None') return undefined;
  if (/^[[(]/.test(written)) return 'list';
  if (/^[+-]?\d+$/.test(written)) return 'integer';
  if (isNumber(written)) return 'number';
  return /^(true|false)$/i.test(written) ? 'boolean' : 'text';
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}

/** Flags that the usage line shows outside square brackets. */
function requiredInUsage(text: string): ReadonlySet<string> {
  const usage = /^usage: ((?:.*)(?:\n {2,}.*)*)/im.exec(text)?.[1] ?? '';
  let outside = usage;
  for (let before = ''; before !== outside;) {
    before = outside;
    outside = outside.replace(/\[[^[\]]*\]/g, ' ');
  }
  return new Set(outside.match(/--[A-Za-z][\w.-]*/g) ?? []);
}
