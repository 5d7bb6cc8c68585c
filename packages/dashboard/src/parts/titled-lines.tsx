/** Sentences below each other under a title of their own; nothing where there are none. */
import { List, Text } from '@mantine/core';
import { Sentence } from './sentence.tsx';

export interface TitledLinesProps {
  readonly title: string;
  readonly lines: readonly string[];
}

export function TitledLines({ title, lines }: TitledLinesProps) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <SentenceList lines={lines} />
    </div>
  );
}

export function SentenceList({ lines }: Pick<TitledLinesProps, 'lines'>) {
  return (
    <List size="sm" spacing={2}>
      {lines.map((line) => (
        <List.Item key={line} style={{ overflowWrap: 'anywhere' }}>
          <Sentence text={line} />
        </List.Item>
      ))}
    </List>
  );
}
