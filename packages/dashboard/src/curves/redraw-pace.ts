/**
 * When charts are drawn anew: one in a frame, in the order in which they asked, however often they do; and after a frame that
 * took long, the page is left in peace for several times as long, so that it stays smooth whatever the machine.
 */
export interface RedrawPace {
  /** Draws in one of the next frames; once, however often it is asked for before. */
  readonly ask: (draw: () => void) => void;
  readonly forget: (draw: () => void) => void;
}

/** Time as the page has it; milliseconds. */
export interface PageTime {
  readonly now: () => number;
  /** Before the next frame. */
  readonly frame: (call: () => void) => void;
  readonly after: (milliseconds: number, call: () => void) => void;
}

/** A drawing and its painting that take longer than this are slow: two frames. */
const quick = 36;
/** A slow frame is followed by so many times its length without another, and by no more than so many milliseconds. */
const peace = 8;
const longest = 2_000;

export function redrawPace({ now, frame, after }: PageTime): RedrawPace {
  const asked = new Set<() => void>();
  let busy = false;

  const next = (): void => {
    const [draw] = asked;
    busy = draw !== undefined;
    if (draw === undefined) return;
    asked.delete(draw);
    const began = now();
    draw();
    // The next frame begins when this one has been painted.
    frame(() => {
      const took = now() - began;
      if (took <= quick) next();
      else after(Math.min(longest, peace * took), () => frame(next));
    });
  };

  return {
    ask: (draw) => {
      asked.add(draw);
      if (busy) return;
      busy = true;
      frame(next);
    },
    forget: (draw) => void asked.delete(draw),
  };
}
