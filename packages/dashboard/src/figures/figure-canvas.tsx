/** A drawn figure with the selection over it, in the width that it finds; drawn anew for another theme. */
import { Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { useSelection } from '../selection/selection-context.ts';
import type { Draw, Drawing } from './drawing.ts';
import { densityIn, placeStyle, type FigureSize } from './figure-size.ts';
import { followSelection } from './follow-selection.ts';
import classes from './figure.module.css';

export const figureCanvasTexts = defineTexts('dashboard-figure-canvas', {
  keys: 'Enter begins to choose trials by a rectangle: arrows move it, with Shift they resize it, Escape lets go',
  failed: 'This figure could not be drawn: {reason}. Its data are whole: download them as JSON.',
});

export interface FigureCanvasProps {
  readonly draw: Draw;
  /** Kept free until it is drawn. */
  readonly reserved: FigureSize;
  /** What the figure shows, for those who cannot see it. */
  readonly label: string;
  readonly onDrawn?: (drawing: Drawing) => void;
}

/** What is drawn, and which of the figure's drawings it is. */
interface Drawn {
  readonly drawing: Drawing | null;
  readonly by: Draw | null;
}

export function FigureCanvas({ draw, reserved, label, onDrawn }: FigureCanvasProps) {
  const theme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const selection = useSelection();
  const [{ drawing, by }, setDrawn] = useState<Drawn>({ drawing: null, by: null });
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    let current = true;
    const density = densityIn(place.current?.clientWidth ?? 0, reserved, window.devicePixelRatio);
    draw(theme, density).then(
      (drawn) => {
        if (!current) return;
        drawn.canvas.className = classes['drawn'] ?? '';
        drawn.canvas.removeAttribute('style');
        drawn.canvas.ariaHidden = 'true';
        setFailure(null);
        setDrawn({ drawing: drawn, by: draw });
        onDrawn?.(drawn);
      },
      (error: unknown) => {
        if (current) setFailure(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      current = false;
    };
  }, [draw, theme, reserved, onDrawn]);

  // Before it is seen, so that nothing is done to it that it does not notice.
  useLayoutEffect(() => {
    if (drawing === null || place.current === null || overlay.current === null) return;
    place.current.prepend(drawing.canvas);
    const end = followSelection(overlay.current, drawing, selection, theme);
    return () => {
      end();
      drawing.canvas.remove();
    };
  }, [drawing, selection, theme]);

  if (failure !== null) {
    return (
      <Text size="sm" c="dimmed" mih={reserved.height} role="alert">
        {figureCanvasTexts.failed({ reason: failure }).text}
      </Text>
    );
  }
  return (
    <div
      ref={place}
      className={classes['place']}
      style={placeStyle(drawing ?? reserved)}
      role="img"
      tabIndex={0}
      aria-label={label}
      aria-description={figureCanvasTexts.keys().text}
      data-old={(drawing !== null && by !== draw) || undefined}
      aria-busy={by !== draw}
    >
      <canvas ref={overlay} className={classes['overlay']} aria-hidden />
    </div>
  );
}
