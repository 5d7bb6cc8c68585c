/** One axis between linear and logarithmic: a press for the other way. */
import { Button, Tooltip } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { useHint } from '../parts/use-hint.ts';
import type { AxisName, AxisScale } from './figure-axes.ts';

export const axisSwitchTexts = defineTexts('dashboard-axis-switch', {
  toLog: 'Make the {axis} axis logarithmic',
  toLinear: 'Make the {axis} axis linear',
});

export interface AxisSwitchProps {
  readonly axis: AxisName;
  readonly scale: AxisScale;
  readonly onSwitch: (scale: AxisScale) => void;
}

export function AxisSwitch({ axis, scale, onSwitch }: AxisSwitchProps) {
  const { opened, target } = useHint();
  const { text } = scale === 'log' ? axisSwitchTexts.toLinear({ axis }) : axisSwitchTexts.toLog({ axis });
  return (
    <Tooltip label={text} opened={opened}>
      <Button
        {...target}
        size="compact-xs"
        variant={scale === 'log' ? 'light' : 'subtle'}
        color="gray"
        aria-description={text}
        aria-pressed={scale === 'log'}
        onClick={() => onSwitch(scale === 'log' ? 'linear' : 'log')}
      >
        log {axis}
      </Button>
    </Tooltip>
  );
}
