/** Why a round is paused: the first line as a sentence, what a program printed below it as it was printed. */
import { Code, Text } from '@mantine/core';
import { Sentence } from './sentence.tsx';

export function RoundNote({ note }: { readonly note: string }) {
  const [first = '', ...rest] = note.trim().split('\n');
  const printed = rest.join('\n').trim();
  return (
    <div>
      <Text size="sm" fw={500}>
        <Sentence text={first} />
      </Text>
      {printed !== '' && (
        <Code block mt={6} mah={140} style={{ overflow: 'auto', whiteSpace: 'pre-wrap' }} tabIndex={0}>
          {printed}
        </Code>
      )}
    </div>
  );
}
