/** Numbers as users write them, checked against what their hyperparameter can be at all. */
import type { Message } from '../texts/index.ts';
import { display } from './display.ts';
import type { Identity } from './hyperparameter.ts';
import { naturalLimits, type Meaning, type NaturalLimits } from './meaning.ts';
import { spaceTexts } from './space-texts.ts';

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: Message };

/** Whole numbers beyond this could not be told apart in the unit cube on every scale. */
export const integerLimit = 2 ** 40;

/** A finite number; else what is wrong, with the remedy for numbers that YAML reads as text (`1_000`, `"1e-3"`). */
export function readNumber(name: Identity, value: unknown): Checked<number> {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return { ok: true, value: value === 0 ? 0 : value };
    return refuse(spaceTexts.notFinite({ name, value: display(value) }));
  }
  if (typeof value === 'string') {
    const number = numberIn(value);
    if (number !== undefined) {
      const say = Number.isNaN(Number(value)) ? spaceTexts.groupedNumber : spaceTexts.quotedNumber;
      return refuse(say({ name, value: display(value), number: display(number) }));
    }
  }
  return refuse(spaceTexts.notNumber({ name, value: display(value) }));
}

/** The number that a text spells, with digits grouped as in `1_000` or `1,000` too; undefined where it spells none. */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim();
  const digits = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(trimmed)
    ? trimmed.replaceAll(',', '')
    : trimmed.replace(/(?<=\d)_+(?=\d)/g, '');
  const number = digits === '' ? NaN : Number(digits);
  return Number.isFinite(number) ? number : undefined;
}

/** What is wrong with a number for a whole-number hyperparameter; undefined where nothing is. */
export function wholeProblem(name: Identity, value: number): Message | undefined {
  if (!Number.isInteger(value)) return spaceTexts.notWhole({ name, value: display(value) });
  return Math.abs(value) > integerLimit
    ? spaceTexts.tooLarge({ name, value: display(value), limit: display(integerLimit) })
    : undefined;
}

/** What is wrong with a number by the natural limits of its meaning; undefined where nothing is. */
export function limitProblem(name: Identity, meaning: Meaning | undefined, value: number): Message | undefined {
  const limits = naturalLimits(meaning);
  if (meaning === undefined || within(limits, value)) return undefined;
  return spaceTexts.naturalLimit({ name, value: display(value), meaning, interval: interval(limits) });
}

function within(limits: NaturalLimits, value: number): boolean {
  const { low = -Infinity, high = Infinity, lowIncluded, highIncluded, integer } = limits;
  const aboveLow = lowIncluded ? value >= low : value > low;
  const belowHigh = highIncluded ? value <= high : value < high;
  return aboveLow && belowHigh && (!integer || Number.isInteger(value));
}

/** `[0, 1)`, `(0, ∞)`, or `{1, 2, …}` for whole numbers. */
function interval({ low, high, lowIncluded, highIncluded, integer }: NaturalLimits): string {
  if (integer && low !== undefined) return `{${String(low)}, ${String(low + 1)}, …}`;
  return `${lowIncluded ? '[' : '('}${String(low ?? '−∞')}, ${String(high ?? '∞')}${highIncluded ? ']' : ')'}`;
}

function refuse(message: Message): { readonly ok: false; readonly message: Message } {
  return { ok: false, message };
}
