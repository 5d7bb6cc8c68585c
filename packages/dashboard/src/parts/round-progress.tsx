/** How far a round is: what ended and how, what runs, and what is left. */
import { Progress } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { knownUntil } from '../api/connection.ts';
import { useSignal } from '../api/signal.ts';

export const roundProgressTexts = defineTexts('dashboard-round-progress', { part: '{count} {state}' });

const states = [
  ['completed', 'teal'],
  ['infeasible', 'orange'],
  ['failed', 'red'],
  ['stopped', 'gray.6'],
  ['running', 'blue'],
] as const;

export interface RoundProgressProps {
  /** How many are in each state. */
  readonly trials: Readonly<Record<string, number>>;
  readonly planned: number;
}

export function RoundProgress({ trials, planned }: RoundProgressProps) {
  const known = useSignal(knownUntil) === null;
  const parts = states.flatMap(([state, colour]) => {
    const count = trials[state] ?? 0;
    return count === 0 ? [] : [{ state, colour, count }];
  });
  const words = parts.map(({ state, count }) => roundProgressTexts.part({ count, state }).text);
  return (
    <Progress.Root size={6} title={words.join(', ')}>
      {parts.map(({ state, colour, count }) => (
        <Progress.Section
          key={state}
          value={(100 * count) / Math.max(1, planned)}
          color={colour}
          animated={state === 'running' && known}
          aria-label={roundProgressTexts.part({ count, state }).text}
        />
      ))}
    </Progress.Root>
  );
}
