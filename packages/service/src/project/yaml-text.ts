/** Pieces of YAML as a person would write them: short mappings on one line, text quoted only where it must be. */
import { stringify } from 'yaml';

/** A value inside a one-line mapping or list. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, part]) => `${inline(key)}: ${inline(part)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  if (typeof value !== 'string') return number(value);
  // Plain text may not hold what ends or begins something in a one-line mapping.
  return /^[\w./][^,[\]{}#:"'\n&*!|>%@`]*$/.test(value)
    ? stringify(value, textOptions).trimEnd()
    : JSON.stringify(value);
}

/** Text as the whole value of a line of its own, where more may stay unquoted. */
export function scalar(text: string): string {
  return text.includes('\n') ? JSON.stringify(text) : stringify(text, textOptions).trimEnd();
}

/** A comment, one line for each of its lines. */
export function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}

/** Every line that is not empty, further to the right. */
export function indented(text: string, by = 2): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

/** Entries of a mapping, comments behind them aligned. */
export function aligned(entries: readonly { readonly text: string; readonly note?: string }[]): string {
  const width = Math.max(0, ...entries.map(({ text, note }) => (note === undefined ? 0 : text.length)));
  return entries.map(({ text, note }) => (note === undefined ? text : `${text.padEnd(width)}  # ${note}`)).join('\n');
}

const textOptions = { version: '1.2', lineWidth: 0 } as const;

/** Small and large numbers as powers of ten: `1e-4`, `0.003` as `3e-3`, but `0.1`, `0.01` and `1000` in digits. */
function number(value: unknown): string {
  if (typeof value !== 'number' || value === 0) return stringify(value, textOptions).trimEnd();
  const short = value.toExponential().replace('e+', 'e');
  const digits = String(value);
  return Math.abs(value) < 0.01 && short.length <= digits.length ? short : digits;
}
