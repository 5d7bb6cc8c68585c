/** How curves are drawn: smoothing, axes, and back from a zoom. */
import { Button, Group, Select, SegmentedControl, Text } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';
import { defineTexts } from '@attune/core/texts';
import { Hint } from '../parts/hint.tsx';
import { axes, toggledLog, usualWindow, type CurveSettings, type XAxis } from './curve-settings.ts';
import { smoothings, type Smoothing } from './smooth.ts';

export const curveControlsTexts = defineTexts('dashboard-curve-controls', {
  smoothing: 'Smoothing',
  off: 'Off',
  ema: 'Mean',
  median: 'Median',
  smoothingAbout:
    'Mean: of what came before, the recent counting more. Median: passes spikes by. Raw values stay visible.',
  window: 'Window of smoothing',
  share: '{percent} %',
  axis: 'Along the axis',
  step: 'by {unit}',
  time: 'by time',
  examples: 'by examples',
  logX: 'log x',
  logY: 'log y',
  whole: 'Show all',
  zoomHint: 'Drag across a chart to look closer; double-click shows all.',
});

export interface CurveControlsProps {
  readonly settings: CurveSettings;
  readonly stepUnit: string;
  readonly change: (fields: { readonly [K in keyof CurveSettings]?: CurveSettings[K] | undefined }) => void;
}

const windows = ['1', '3', '10', '25'];
const words: Readonly<Record<Smoothing, string>> = {
  off: curveControlsTexts.off().text,
  ema: curveControlsTexts.ema().text,
  median: curveControlsTexts.median().text,
};

export function CurveControls({ settings, stepUnit, change }: CurveControlsProps) {
  const { smooth = 'off', window = usualWindow, log, by = 'step' } = settings;
  const shares = [...new Set([...windows, String(window)])].map((value) => ({
    value,
    label: curveControlsTexts.share({ percent: Number(value) }).text,
  }));
  const along = axes.map((value) => ({ value, label: curveControlsTexts[value]({ unit: stepUnit }).text }));
  return (
    <Group gap="sm">
      <Hint label={curveControlsTexts.smoothingAbout().text} width={320}>
        {(target) => (
          <Group gap={6} {...target}>
            <Text size="sm" c="dimmed">
              {curveControlsTexts.smoothing().text}
            </Text>
            <SegmentedControl
              size="xs"
              aria-label={curveControlsTexts.smoothing().text}
              value={smooth}
              data={smoothings.map((value) => ({ value, label: words[value] }))}
              onChange={(value) => change({ smooth: value === 'off' ? undefined : value })}
            />
          </Group>
        )}
      </Hint>
      <Select
        size="xs"
        w={84}
        aria-label={curveControlsTexts.window().text}
        data={shares}
        value={String(window)}
        disabled={smooth === 'off'}
        allowDeselect={false}
        onChange={(value) => change({ window: value === null ? undefined : Number(value) })}
      />
      <Select
        size="xs"
        w={130}
        aria-label={curveControlsTexts.axis().text}
        data={along}
        value={by}
        allowDeselect={false}
        // A stretch of one axis is no stretch of another.
        onChange={(value) =>
          change({ by: value === 'step' ? undefined : (value as XAxis), from: undefined, to: undefined })
        }
      />
      <Button.Group>
        {(['x', 'y'] as const).map((axis) => {
          const on = log?.includes(axis) ?? false;
          return (
            <Button
              key={axis}
              size="compact-sm"
              variant={on ? 'filled' : 'default'}
              aria-pressed={on}
              onClick={() => change({ log: toggledLog(log, axis) })}
            >
              {(axis === 'x' ? curveControlsTexts.logX() : curveControlsTexts.logY()).text}
            </Button>
          );
        })}
      </Button.Group>
      <Hint label={curveControlsTexts.zoomHint().text} width={320}>
        {(target) => (
          <Button
            {...target}
            size="compact-sm"
            variant="default"
            leftSection={<IconZoomReset size={14} aria-hidden />}
            disabled={settings.from === undefined}
            onClick={() => change({ from: undefined, to: undefined })}
          >
            {curveControlsTexts.whole().text}
          </Button>
        )}
      </Hint>
    </Group>
  );
}
