/** A time as a span until now; the time itself on hover. Counts on by itself. */
import { Text, Tooltip } from '@mantine/core';
import { ago, minute } from './durations.ts';
import { useNow } from './use-now.ts';

export function TimeAgo({ time }: { readonly time: string }) {
  const now = useNow(15_000);
  const at = Date.parse(time);
  return (
    <Tooltip label={minute(at)}>
      <Text span inherit component="time" dateTime={time} className="tabular">
        {ago(at, now)}
      </Text>
    </Tooltip>
  );
}
