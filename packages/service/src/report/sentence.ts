/** Findings are written as phrases, which messages and tables continue; a report opens them and ends them as sentences. */
import { shown, type Message } from '@attune/core/texts';

/** With a capital letter, unless it begins with a value: names of metrics and hyperparameters stand as they are. */
export function opening({ text, values }: Message): string {
  const named = Object.values(values).some((value) => shown(value) !== '' && text.startsWith(shown(value)));
  return named ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The same with a full stop, unless it ends with a mark of its own. */
export function sentence(message: Message): string {
  const text = opening(message);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
