/** What comparisons of these rounds decided. */
import { Anchor, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { Section } from '../../parts/section.tsx';
import { decisionWords } from '../../parts/round-words.ts';
import type { Round } from '../../parts/listed-round.ts';

export const compareDecisionsTexts = defineTexts('dashboard-compare-decisions', {
  title: 'Decision',
  round: 'Round {round}: {candidate} against {baseline}',
});

export function CompareDecisions({ rounds }: { readonly rounds: readonly Round[] }) {
  const decided = rounds.filter(({ comparison }) => comparison !== null);
  if (decided.length === 0) return null;
  return (
    <Section title={compareDecisionsTexts.title().text}>
      <Stack gap="xs">
        {decided.map((round) => (
          <Paper key={round.round} withBorder p="sm">
            <Anchor
              fw={600}
              renderRoot={(props) => (
                <Link {...props} to="/rounds/$round" params={{ round: String(round.round) }} search={{}} />
              )}
            >
              {
                compareDecisionsTexts.round({
                  round: round.round,
                  candidate: round.comparison?.candidate ?? '',
                  baseline: round.comparison?.baseline ?? '',
                }).text
              }
            </Anchor>
            <Text size="sm">{decisionWords(round)}</Text>
          </Paper>
        ))}
      </Stack>
    </Section>
  );
}
