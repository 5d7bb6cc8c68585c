/** A curve in a line of text. Says nothing to a screen reader: the latest value stands beside it. */
import { sparklinePath } from './sparkline-path.ts';

export interface SparklineProps {
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ steps, values, width = 160, height = 28 }: SparklineProps) {
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden style={{ display: 'block' }}>
      <path
        d={sparklinePath(steps, values, { width, height })}
        fill="none"
        stroke="var(--mantine-primary-color-filled)"
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
    </svg>
  );
}
