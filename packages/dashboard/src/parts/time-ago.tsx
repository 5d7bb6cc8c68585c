/** A time as a span until now; the time itself on hover. Counts on by itself. */
import { Text } from '@mantine/core';
import { ago, minute } from './durations.ts';
import { Hint } from './hint.tsx';
import { useNow } from './use-now.ts';

export function TimeAgo({ time }: { readonly time: string }) {
  const now = useNow(15_000);
  const at = Date.parse(time);
  return (
    <Hint label={minute(at)}>
      {(target) => (
        <Text {...target} span inherit component="time" dateTime={time} className="tabular">
          {ago(at, now)}
        </Text>
      )}
    </Hint>
  );
}
