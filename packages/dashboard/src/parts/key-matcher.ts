/** Keys that stand for something: one (`?`), or two after each other (`g n`). */
export interface KeyBinding {
  /** As a person reads them: `g n`, `/`, `?`, `ctrl+k`, `ArrowLeft`. */
  readonly keys: string;
  /** What they do, in a few words. */
  readonly label: string;
  readonly run: () => void;
}

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a press comes to: done, the first of two, or nothing of ours. */
export type Match =
  | { readonly kind: 'run'; readonly binding: KeyBinding }
  | { readonly kind: 'begun'; readonly first: string }
  | { readonly kind: 'none' };

/** `begun`: the key that was pressed just before, where it begins something. Of equal keys the later binding counts. */
export function matchKey(bindings: readonly KeyBinding[], begun: string | null, pressed: Pressed): Match {
  const word = wordOf(pressed);
  if (word === null) return { kind: 'none' };
  const wanted = begun === null ? word : `${begun} ${word}`;
  const binding = bindings.findLast(({ keys }) => keys === wanted);
  if (binding !== undefined) return { kind: 'run', binding };
  if (begun !== null) return matchKey(bindings, null, pressed);
  return bindings.some(({ keys }) => keys.startsWith(`${word} `)) ? { kind: 'begun', first: word } : { kind: 'none' };
}

/** Null for combinations that belong to the browser. */
function wordOf({ key, ctrlKey, metaKey, altKey }: Pressed): string | null {
  if (altKey) return null;
  return ctrlKey || metaKey ? `ctrl+${key.toLowerCase()}` : key;
}
