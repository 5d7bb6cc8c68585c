/** Keys of the page that is shown. What is bound is what `?` lists; nothing is bound while a person writes in a field. */
import { useLayoutEffect, useRef } from 'react';
import { signal } from '../api/signal.ts';
import { matchKey, type KeyBinding } from './key-matcher.ts';

/** All that are bound now, the frame's first. */
export const boundKeys = signal<readonly KeyBinding[]>([]);

/** The second of two keys must follow this soon, milliseconds. */
const pairWithin = 1_200;

/** Binds while the component is shown, from the moment on at which it is seen. The bindings may be made anew at each drawing. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  const names = bindings.map(({ keys, label }) => `${keys}\u0000${label}`).join('\u0001');
  useLayoutEffect(() => {
    const own = names === '' ? [] : names.split('\u0001').map((one) => bindingOf(one, () => latest.current));
    boundKeys.set([...boundKeys.get(), ...own]);
    return () => boundKeys.set(boundKeys.get().filter((binding) => !own.includes(binding)));
  }, [names]);
}

function bindingOf(name: string, latest: () => readonly KeyBinding[]): KeyBinding {
  const [keys = '', label = ''] = name.split('\u0000');
  return {
    keys,
    label,
    run: () =>
      latest()
        .find((binding) => binding.keys === keys)
        ?.run(),
  };
}

/** Listens to the keyboard; once, by the frame. Returns what ends it. */
export function listenToKeys(): () => void {
  let begun: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
    if (writes(event.target) && !event.ctrlKey && !event.metaKey) return;
    const match = matchKey(boundKeys.get(), begun, event);
    clearTimeout(timer);
    begun = match.kind === 'begun' ? match.first : null;
    if (begun !== null) timer = setTimeout(() => (begun = null), pairWithin);
    if (match.kind !== 'run') return;
    event.preventDefault();
    match.binding.run();
  };
  document.addEventListener('keydown', onKey);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('keydown', onKey);
  };
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Meta' || key === 'Alt';
}

/** Where keys are text, or choose among things: fields, menus, dialogs. */
function writes(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null;
}
