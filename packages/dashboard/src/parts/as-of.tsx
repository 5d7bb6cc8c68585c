/** Beside what changes by itself: until when it is known, while the server does not answer. */
import { Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { clock } from './durations.ts';
import { useAway } from './use-away.ts';
import { useNow } from './use-now.ts';

export const asOfTexts = defineTexts('dashboard-as-of', { asOf: 'as of {time}' });

export function AsOf() {
  const away = useAway();
  const now = useNow(60_000);
  if (away === null) return null;
  return (
    <Text span size="sm" fw={600} className="tabular">
      {asOfTexts.asOf({ time: clock(away, now) }).text}
    </Text>
  );
}
