/**
 * When a tooltip is open: while a mouse is over its target, or keys have come to it, until Escape. Unlike a tooltip that opens
 * by itself it leaves Escape to the page too: one press closes it and does what the page does by Escape.
 */
import { useLayoutEffect, useState, type FocusEvent, type PointerEvent } from 'react';

export interface HintTarget {
  readonly onPointerEnter: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: () => void;
}

export interface Hint {
  readonly opened: boolean;
  /** For what the tooltip is of. */
  readonly target: HintTarget;
}

export function useHint(): Hint {
  const [opened, setOpened] = useState(false);
  // With the tooltip, not after it: a key may follow at once.
  useLayoutEffect(() => {
    if (!opened) return undefined;
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') setOpened(false);
    };
    // Before anybody who keeps it to themselves.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [opened]);
  const close = () => setOpened(false);
  return {
    opened,
    target: {
      onPointerEnter: ({ pointerType }) => setOpened(pointerType === 'mouse'),
      onPointerLeave: close,
      onFocus: ({ currentTarget }) => {
        if (currentTarget.matches(':focus-visible')) setOpened(true);
      },
      onBlur: close,
    },
  };
}
