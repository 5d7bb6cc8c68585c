/** Which of two trials is better, as far as fresh seeds have told; and the button that lets them tell, with what it takes. */
import { Anchor, Group, NumberInput, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { Allowed } from '../../parts/allowed.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { RoundNote } from '../../parts/round-note.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { costOf, costWords, standingWords, type Comparison } from './settle-words.ts';

export const settlePairTexts = defineTexts('dashboard-settle-pair', {
  title: 'Which is better, trial {candidate} or trial {other}?',
  round: 'Round {round}',
  seeds: 'Seeds at most',
  run: 'Compare with fresh seeds',
  more: 'Go on with fresh seeds',
  question: 'Compare trial {candidate} with trial {other}?',
  begun: 'Trial {candidate} is compared with trial {other}: the Live page shows what runs',
  waits: 'A comparison is asked for: it begins when the engine is free.',
  terminal: 'In a terminal:',
});

/** Until it is known what to say, pixels. */
const usualHeight = 170;

export interface SettlePairProps {
  /** The better of the two so far. */
  readonly candidate: number;
  readonly other: number;
  /** Whether `other` has the configuration that is the baseline today. */
  readonly againstBaseline: boolean;
  /** How long a run takes; null where nothing tells. */
  readonly secondsOfRun: number | null;
  readonly slots: number;
}

export function SettlePair({ candidate, other, againstBaseline, secondsOfRun, slots }: SettlePairProps) {
  const names = { candidate: String(candidate), ...(againstBaseline ? {} : { baseline: String(other) }) };
  const { data: comparison, error } = useQuery(read('GET /comparison', names));
  const { data: queue } = useQuery(read('GET /jobs', {}));
  const waits = queue?.jobs.some(({ kind, state }) => kind === 'compare' && state === 'waiting') ?? false;
  return (
    <Paper withBorder p="sm" component="section" aria-label={settlePairTexts.title({ candidate, other }).text}>
      <Stack gap="xs" maw={900} mih={comparison === undefined && error === null ? usualHeight : 0}>
        <Title order={3} size="h5">
          {settlePairTexts.title({ candidate, other }).text}
        </Title>
        {error !== null && (
          <Text size="sm">
            <Sentence text={error.message} />
          </Text>
        )}
        {comparison !== undefined && (
          <>
            <Standing comparison={comparison} />
            {comparison.status === 'paused' && comparison.pauseNote !== '' && <RoundNote note={comparison.pauseNote} />}
            {waits && <Text size="sm">{settlePairTexts.waits().text}</Text>}
            {!waits && canGoOn(comparison) && (
              <Allowed scope="admin">
                <Start key={comparison.pairsMax} {...{ candidate, other, names, comparison, secondsOfRun, slots }} />
              </Allowed>
            )}
          </>
        )}
        <Group gap="xs" mt="auto">
          <Text size="sm" c="dimmed">
            {settlePairTexts.terminal().text}
          </Text>
          <CommandLine command={`attune compare ${candidate}${againstBaseline ? '' : ` ${other}`}`} />
        </Group>
      </Stack>
    </Paper>
  );
}

function Standing({ comparison }: { readonly comparison: Comparison }) {
  const { round } = comparison;
  return (
    <Text size="sm" role="status">
      {round !== null && (
        <>
          <Anchor
            inherit
            underline="always"
            renderRoot={(props) => <Link {...props} to="/rounds/$round" params={{ round: String(round) }} />}
          >
            {settlePairTexts.round({ round }).text}
          </Anchor>{' '}
        </>
      )}
      {standingWords(comparison).map((words) => (
        <span key={words}>
          <Sentence text={words} />{' '}
        </span>
      ))}
    </Text>
  );
}

/** Where it has not ended, or seeds could still change what it came to. */
function canGoOn({ status, final, seedsHelp, pairs, pairsMax }: Comparison): boolean {
  if (status === 'running') return false;
  return !final || (seedsHelp && pairs >= pairsMax);
}

interface StartProps extends Pick<SettlePairProps, 'candidate' | 'other' | 'secondsOfRun' | 'slots'> {
  readonly names: { readonly candidate: string; readonly baseline?: string };
  readonly comparison: Comparison;
}

function Start({ candidate, other, names, comparison, secondsOfRun, slots }: StartProps) {
  const { round, pairs, pairsMax } = comparison;
  const least = Math.max(3, pairs + 1);
  const [seedsMax, setSeedsMax] = useState(pairs >= pairsMax ? 2 * pairsMax : pairsMax);
  const start = useAction('POST /compare', {
    done: () => settlePairTexts.begun({ candidate, other }).text,
    stale: ['GET /jobs', 'GET /comparison', 'GET /status', 'GET /rounds'],
  });
  const cost = costWords(costOf({ pairs, pairsMax: seedsMax }, secondsOfRun, slots), slots);
  return (
    <Group gap="sm" align="end">
      <NumberInput
        size="xs"
        w={110}
        label={settlePairTexts.seeds().text}
        min={least}
        max={100}
        allowDecimal={false}
        value={seedsMax}
        onChange={(value) => setSeedsMax(Math.max(least, Number(value) || least))}
      />
      <ConfirmButton
        size="xs"
        color="blue"
        loading={start.isPending}
        question={settlePairTexts.question({ candidate, other }).text}
        consequence={cost}
        yes={settlePairTexts.run().text}
        onConfirm={() => start.mutate({ ...names, seedsMax })}
      >
        {(round === null ? settlePairTexts.run() : settlePairTexts.more()).text}
      </ConfirmButton>
      <Text size="sm" c="dimmed">
        {cost}
      </Text>
    </Group>
  );
}
