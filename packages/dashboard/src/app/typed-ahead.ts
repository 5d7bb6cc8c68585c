/**
 * What is typed between the key that opens a field and the moment at which the field is there: its code may still be on the
 * way. Kept for the field, and kept from the keys of the page.
 */
import { signal } from '../api/signal.ts';

export interface TypedAhead {
  readonly text: string;
  /** Whether Enter was pressed after it. */
  readonly entered: boolean;
}

const nothing: TypedAhead = { text: '', entered: false };

export const typedAhead = signal(nothing);

let listening: AbortController | null = null;

/** From now on, until the field has the focus. `onEscape`: what opens is not wanted any more. */
export function keepTyped(onEscape: () => void): void {
  dropTyped();
  listening = new AbortController();
  const onKey = (event: KeyboardEvent) => {
    const after = typedAfter(typedAhead.get(), event);
    if (event.key === 'Escape') {
      dropTyped();
      onEscape();
    } else if (after === null) return;
    else typedAhead.set(after);
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('keydown', onKey, { capture: true, signal: listening.signal });
}

/** The field has the focus: keys are its own from here on. */
export function stopKeeping(): void {
  listening?.abort();
  listening = null;
}

export function dropTyped(): void {
  stopKeeping();
  typedAhead.set(nothing);
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

/** Null for keys that are no text of a line. */
export function typedAfter(before: TypedAhead, { key, ctrlKey, metaKey, altKey, isComposing }: Key): TypedAhead | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null;
  if (key === 'Enter') return { ...before, entered: true };
  if (before.entered) return key.length === 1 ? before : null;
  if (key === 'Backspace') return { ...before, text: before.text.slice(0, -1) };
  return key.length === 1 ? { ...before, text: before.text + key } : null;
}
