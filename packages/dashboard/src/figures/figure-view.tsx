/**
 * A figure: its claim, the drawing with linked selection, scales to switch, and files to take away. Drawn when it comes
 * near; until then its place is kept.
 */
import { Group, Menu, ActionIcon, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { Specification } from '@attune/core/figures';
import { defineTexts } from '@attune/core/texts';
import { AxisSwitch } from './axis-switch.tsx';
import type { Draw, Drawing } from './drawing.ts';
import { FigureCanvas } from './figure-canvas.tsx';
import { switchableAxes, withAxes, type AxisName, type AxisScale } from './figure-axes.ts';
import { figureSize, frameStyle, placeStyle } from './figure-size.ts';
import { saveFigure } from './save-drawing.ts';
import { useNear } from './use-near.ts';
import classes from './figure.module.css';

export const figureViewTexts = defineTexts('dashboard-figure', {
  download: 'Download this figure',
  svg: 'Drawing (SVG)',
  png: 'Picture (PNG)',
  json: 'Specification and data (JSON)',
  notPositive: '{count} {count|value that is|values that are} not above zero {count|is|are} left out',
});

export interface FigureViewProps {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly spec: Specification;
  /** Scales other than the specification's. */
  readonly axes?: { readonly [A in AxisName]?: AxisScale | undefined };
  /** Without it the scales cannot be switched; undefined: as the specification has it. */
  readonly onAxis?: (axis: AxisName, scale: AxisScale | undefined) => void;
  /** Whether links lead here: one place of each figure in a page. */
  readonly anchored?: boolean;
  /** Whether its frame is no wider than the figure may become: where there is a row for it alone. */
  readonly fitted?: boolean;
}

export function FigureView(props: FigureViewProps) {
  const { id, title, claim, spec, axes = {}, onAxis, anchored = true, fitted = false } = props;
  const { place, near } = useNear<HTMLElement>();
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const { x, y } = axes;
  const switchable = useMemo(() => switchableAxes(spec), [spec]);
  const shown = useMemo(() => withAxes(untitled(spec), { x, y }), [spec, x, y]);
  const reserved = useMemo(() => figureSize(spec), [spec]);
  const draw = useCallback<Draw>(
    async (theme, density) => (await import('./draw-vega.ts')).drawVega(shown, theme, density),
    [shown],
  );
  const missing = switchable.filter(
    ({ axis, scale, notPositive }) => (axes[axis] ?? scale) === 'log' && notPositive > 0,
  );
  return (
    <figure
      ref={place}
      className={classes['card']}
      style={fitted ? frameStyle(reserved) : undefined}
      {...(anchored ? { id: `figure-${id}` } : {})}
    >
      <figcaption className={classes['head']}>
        <div className={classes['words']}>
          <Text size="xs" c="dimmed">
            {title}
          </Text>
          <p className={classes['claim']}>{opened(claim)}</p>
        </div>
        <Group gap={4} wrap="nowrap">
          {onAxis !== undefined &&
            switchable.map(({ axis, scale }) => (
              <AxisSwitch
                key={axis}
                axis={axis}
                scale={axes[axis] ?? scale}
                onSwitch={(next) => onAxis(axis, next === scale ? undefined : next)}
              />
            ))}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`${figureViewTexts.download().text}: ${title}`}>
                <IconDownload size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {(['svg', 'png', 'json'] as const).map((kind) => (
                <Menu.Item
                  key={kind}
                  disabled={kind !== 'json' && drawing === null}
                  onClick={() => void saveFigure({ id, kind, spec, drawing })}
                >
                  {figureViewTexts[kind]().text}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </figcaption>
      <div className={classes['scrolled']}>
        {near ? (
          <FigureCanvas draw={draw} reserved={reserved} label={`${title}. ${claim}`} onDrawn={setDrawing} />
        ) : (
          <div className={classes['place']} style={placeStyle(reserved)} />
        )}
      </div>
      {missing.map(({ axis, notPositive }) => (
        <Text key={axis} size="xs" c="dimmed">
          {axis}: {figureViewTexts.notPositive({ count: notPositive }).text}
        </Text>
      ))}
    </figure>
  );
}

/** The claim stands above as text, where it can be read aloud, copied and wrapped. */
function untitled(spec: Specification): Specification {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => name !== 'title'));
}

/** With a capital, unless it begins with a name of a metric or hyperparameter. */
function opened(claim: string): string {
  if (!/^[a-z]+[ ,]/.test(claim)) return claim;
  return claim.charAt(0).toUpperCase() + claim.slice(1);
}
