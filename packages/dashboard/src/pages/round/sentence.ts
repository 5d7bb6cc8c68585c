/** Findings are written as phrases, which tables continue; a page opens them and ends them as sentences. */
import { shown, type Shown } from '@attune/core/texts';

export interface Phrase {
  readonly text: string;
  readonly values: Readonly<Record<string, Shown>>;
}

/** With a capital letter, unless it begins with a value: names of metrics and hyperparameters stand as they are. */
export function opening({ text, values }: Phrase): string {
  const named = Object.values(values).some((value) => shown(value) !== '' && text.startsWith(shown(value)));
  return named ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The same with a full stop, unless it ends with a mark of its own. */
export function sentence(phrase: Phrase): string {
  const text = opening(phrase);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
