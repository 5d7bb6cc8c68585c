/** The look of a trial's line, beside its name. */
import { useComputedColorScheme } from '@mantine/core';
import { lineStyle } from '../../curves/line-style.ts';

export function TrialSwatch({ place }: { readonly place: number }) {
  const { colour, dash, width } = lineStyle('front', place, false, useComputedColorScheme('light'));
  return (
    <svg width={22} height={10} aria-hidden>
      <line x1={1} x2={21} y1={5} y2={5} stroke={colour} strokeWidth={width + 0.5} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
