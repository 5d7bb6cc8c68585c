/** The place of what is being read: as tall as what comes, and of its shape rather than one grey block. */
import { Skeleton, Stack, Text } from '@mantine/core';

export interface WaitingProps {
  /** Pixels: close to what comes, so that nothing jumps. */
  readonly height: number;
  /** What is waited for, where that may take a while. */
  readonly words?: string;
}

/** Of a part with its heading, pixels. */
const part = 170;

export function Waiting({ height, words }: WaitingProps) {
  const parts = Math.max(1, Math.floor(height / part));
  return (
    <Stack h={height} gap="md" style={{ overflow: 'hidden' }} aria-busy="true">
      {words !== undefined && (
        <Text size="sm" c="dimmed" role="status">
          {words}
        </Text>
      )}
      {Array.from({ length: parts }, (_, index) => (
        <Stack key={index} gap="xs" flex={1} mih={0}>
          {parts > 1 && <Skeleton height={18} width={`${index % 2 === 0 ? 34 : 26}%`} />}
          <Skeleton flex={1} />
        </Stack>
      ))}
    </Stack>
  );
}
