/** How many slots there are, and how many are taken. */
import { Group, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';

export const slotsTexts = defineTexts('dashboard-slots', { used: '{used} of {slots} {slots|slot|slots} in use' });

/** Squares beyond which only the number is told. */
const mostDrawn = 32;

export function SlotsMark({ used, slots }: { readonly used: number; readonly slots: number }) {
  return (
    <Group gap={6} wrap="nowrap">
      {slots <= mostDrawn && (
        <Group gap={3} aria-hidden wrap="nowrap">
          {Array.from({ length: slots }, (_, index) => (
            <span
              key={index}
              style={{
                width: 10,
                height: 10,
                borderRadius: 2,
                background:
                  index < used ? 'var(--mantine-primary-color-filled)' : 'var(--mantine-color-default-border)',
              }}
            />
          ))}
        </Group>
      )}
      <Text size="sm" className="tabular">
        {slotsTexts.used({ used, slots }).text}
      </Text>
    </Group>
  );
}
