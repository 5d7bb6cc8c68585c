/** Point shapes that Vega lacks, as paths in the square from −1 to 1. */

/** A saltire: infeasible. */
export const cross = 'M-1,-1L1,1M-1,1L1,-1';

/** Five points, the first upwards: among the best. */
export const star = starPath();

function starPath(): string {
  const corners = Array.from({ length: 10 }, (_, i) => {
    const radius = i % 2 === 0 ? 1 : 0.42;
    const angle = (Math.PI * i) / 5;
    return `${(radius * Math.sin(angle)).toFixed(3)},${(-radius * Math.cos(angle)).toFixed(3)}`;
  });
  return `M${corners.join('L')}Z`;
}
