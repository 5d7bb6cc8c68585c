/**
 * When a tooltip is open: while a mouse is over its target, until Escape. Unlike a tooltip that opens by itself it leaves
 * Escape to the page too: one press closes it and does what the page does by Escape.
 */
import { useState, type KeyboardEvent, type PointerEvent } from 'react';

export interface Hint {
  readonly opened: boolean;
  /** For what the tooltip is of. */
  readonly target: {
    readonly onPointerEnter: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

export function useHint(): Hint {
  const [opened, setOpened] = useState(false);
  return {
    opened,
    target: {
      onPointerEnter: ({ pointerType }) => setOpened(pointerType === 'mouse'),
      onPointerLeave: () => setOpened(false),
      onKeyDown: ({ key }) => {
        if (key === 'Escape') setOpened(false);
      },
    },
  };
}
