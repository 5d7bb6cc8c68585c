/** Draws only what is in sight: what was asked for meanwhile is drawn once, when it comes into view. */
export interface InSight {
  readonly ask: () => void;
  readonly see: (seen: boolean) => void;
}

/** Begins out of sight. */
export function inSight(draw: () => void): InSight {
  let seen = false;
  let behind = false;
  return {
    ask: () => {
      if (seen) draw();
      else behind = true;
    },
    see: (now) => {
      seen = now;
      if (!seen || !behind) return;
      behind = false;
      draw();
    },
  };
}
