/** Sentences below each other under a title of their own; nothing where there are none. */
import { List, Text } from '@mantine/core';
import { Sentence, type PageOf } from './sentence.tsx';

export interface TitledLinesProps {
  readonly title: string;
  readonly lines: readonly string[];
  /** Where commands in them lead. */
  readonly pageOf?: PageOf;
}

export function TitledLines({ title, lines, pageOf }: TitledLinesProps) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <SentenceList lines={lines} {...(pageOf !== undefined && { pageOf })} />
    </div>
  );
}

export function SentenceList({ lines, pageOf }: Omit<TitledLinesProps, 'title'>) {
  return (
    <List size="sm" spacing={2}>
      {lines.map((line) => (
        <List.Item key={line} style={{ overflowWrap: 'anywhere' }}>
          <Sentence text={line} pageOf={pageOf} />
        </List.Item>
      ))}
    </List>
  );
}
