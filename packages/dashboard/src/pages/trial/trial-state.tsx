/** What its state means: how the trial ended in the engine's own words, and what happens next. */
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/queries.ts';
import { placeOf } from './place-of.ts';
import type { Shown } from './shown.ts';
import { stateWords } from './state-words.ts';

export function TrialState({ shown }: { readonly shown: Shown }) {
  const { trial, round: number, status, note, why } = shown.trial;
  const { data: rounds } = useQuery(read('GET /rounds', {}));
  const { data: project } = useQuery(read('GET /project', {}));
  const { data: table } = useQuery(read('GET /rounds/{round}/table', { round: number }));
  const round = rounds?.rounds.find((one) => one.round === number);
  const known = round !== undefined && (status !== 'waiting' || table !== undefined);
  const ahead = placeOf(table, trial).ahead;
  const words = known ? stateWords({ shown, round, stepUnit: project?.stepUnit ?? 'step', ahead }) : null;
  // Of one that goes on, how it once ended is of the past.
  const ended = status === 'waiting' || status === 'running' ? '' : note;
  // What is still to be read keeps its place.
  if (words === null && ended === '' && status === 'completed' && why === null) return null;
  return (
    <Text size="sm" maw={800} mih="1.55em" style={{ overflowWrap: 'anywhere' }}>
      {[ended === '' ? '' : sentenceOf(ended), words ?? ''].filter(Boolean).join(' ')}
    </Text>
  );
}

/** The engine writes phrases. */
function sentenceOf(phrase: string): string {
  const opened = phrase.slice(0, 1).toUpperCase() + phrase.slice(1);
  return /[.!?…]$/.test(opened) ? opened : `${opened}.`;
}
