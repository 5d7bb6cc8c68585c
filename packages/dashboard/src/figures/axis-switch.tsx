/** One axis between linear and logarithmic: a press for the other way. */
import { Button } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { Hint } from '../parts/hint.tsx';
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
  const { text } = scale === 'log' ? axisSwitchTexts.toLinear({ axis }) : axisSwitchTexts.toLog({ axis });
  return (
    <Hint label={text}>
      {(target) => (
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
      )}
    </Hint>
  );
}
