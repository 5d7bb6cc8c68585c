/**
 * The rounds that follow from all findings: accept one, or go on to edit it in the notebook. Opened by a finding, it shows
 * the proposal that does what the finding asks for first, or says that there is none.
 */
import { Alert, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Api } from '@attune/client';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { useMay } from '../../api/use-me.ts';
import { Allowed } from '../../parts/allowed.tsx';
import { ApartLines } from '../../parts/apart-lines.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { ExtendControl } from '../../parts/extend-control.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { ProposalCard } from '../../parts/proposal-card.tsx';
import { TitledLines } from '../../parts/titled-lines.tsx';
import { canContinue } from '../../parts/use-continue.ts';
import { useRoundOrder } from './round-order.ts';
import { useRoundSearch } from './use-round-search.ts';
import { fulfils, wishOf, type Wish } from './wish.ts';

export const nextDialogTexts = defineTexts('dashboard-next-dialog', {
  title: 'What follows from the findings',
  about: 'Proposed from the findings of all rounds, not of one alone. Accepting writes the round’s file and starts it.',
  aboutReader:
    'Proposed from the findings of all rounds, not of one alone. Somebody who may change the project can start one.',
  open: 'Round {round} is {status}: let it end before the next one is started.',
  done: '{file} is written, and round {round} is started: {trials} {trials|trial|trials}',
  apart: 'Apart from rounds',
  none: 'No round is worth proposing now.',
  unmet: 'No round that is proposed now does what the finding asks for: “{action}”.',
  held: '“{headline}” holds {hyperparameter}, which the finding would search otherwise; its reasons are below.',
  later: 'Round {round} came after this one: what it searched, it speaks of.',
  general:
    'What is more urgent comes first, what another round has answered is not asked again, and what no round file can do stands below.',
  withheld: 'Considered and left out',
  extend: '“{action}”: round {round} itself can do it, since its search goes on where it ended.',
});

export function NextDialog({ onClose }: { readonly onClose: () => void }) {
  const wish = useWish();
  const mayStart = useMay('admin');
  const navigate = useNavigate();
  const query = useQuery(read('GET /next', {}));
  const rounds = useQuery(read('GET /rounds', {}));
  const open = rounds.data?.rounds.findLast((round) => round.status === 'running' || canContinue(round));
  const latest = rounds.data?.rounds.findLast(({ comparison }) => comparison === null)?.round ?? 0;
  const accept = useAction('POST /next/{proposal}/accept', {
    done: ({ file, round, trials }) => nextDialogTexts.done({ file, round, trials }).text,
    stale: ['GET /next', 'GET /round-files', 'GET /rounds', 'GET /status'],
  });
  return (
    <Modal opened onClose={onClose} title={nextDialogTexts.title().text} size="lg">
      <Loaded query={query} height={320}>
        {({ proposals, apart, withheld, saturated, stepUnit }) => {
          const all = proposals.map((proposal, index) => ({
            proposal,
            number: index + 1,
            wished: wish !== null && fulfils(proposal, wish),
          }));
          const unmet = wish !== null && all.every(({ wished }) => !wished);
          return (
            <Stack gap="sm">
              <Text size="sm" c="dimmed">
                {(mayStart ? nextDialogTexts.about() : nextDialogTexts.aboutReader()).text}
              </Text>
              {open !== undefined && mayStart && (
                <Text size="sm">{nextDialogTexts.open({ round: open.round, status: open.status }).text}</Text>
              )}
              {unmet && wish.moreTrials !== null && (
                <Allowed scope="admin">
                  <Alert>
                    <Group gap="xs">
                      <Text size="sm">{nextDialogTexts.extend({ action: wish.action, round: wish.round }).text}</Text>
                      <ExtendControl round={wish.round} trials={wish.moreTrials} />
                    </Group>
                  </Alert>
                </Allowed>
              )}
              {unmet && wish.moreTrials === null && (
                <Alert color="yellow">
                  <Text size="sm">
                    {nextDialogTexts.unmet({ action: wish.action }).text} {whyUnmet(wish, proposals, latest)}
                  </Text>
                  <TitledLines title={nextDialogTexts.withheld().text} lines={withheld} />
                </Alert>
              )}
              {saturated !== null && <Text size="sm">{saturated.message}</Text>}
              {proposals.length === 0 && <Text size="sm">{nextDialogTexts.none().text}</Text>}
              {all
                .toSorted((a, b) => Number(b.wished) - Number(a.wished))
                .map(({ proposal, number, wished }) => (
                  <ProposalCard
                    key={proposal.file}
                    proposal={proposal}
                    foremost={number === 1 || wished}
                    explained
                    stepUnit={stepUnit}
                    wished={wished}
                    accepting={accept.isPending && accept.variables.proposal === number}
                    onAccept={
                      open !== undefined
                        ? undefined
                        : () =>
                            accept.mutate(
                              { proposal: number, file: proposal.file, start: true },
                              { onSuccess: () => onClose() },
                            )
                    }
                    onEdit={() =>
                      void navigate({ to: '/', search: { edit: proposal.file.split('/').at(-1) ?? proposal.file } })
                    }
                  >
                    {mayStart && <CommandLine command={`attune next --write ${number}`} />}
                  </ProposalCard>
                ))}
              <ApartLines title={nextDialogTexts.apart().text} lines={apart} />
            </Stack>
          );
        }}
      </Loaded>
    </Modal>
  );
}

type Proposals = Api['GET /next']['result']['proposals'];

function whyUnmet({ round, hyperparameter }: Wish, proposals: Proposals, latest: number): string {
  const held = proposals.find(({ holds }) => hyperparameter !== null && holds.includes(hyperparameter));
  if (held !== undefined && hyperparameter !== null) {
    return nextDialogTexts.held({ headline: held.headline, hyperparameter }).text;
  }
  return (round < latest ? nextDialogTexts.later({ round: latest }) : nextDialogTexts.general()).text;
}

/** Of the finding that the address names. */
function useWish(): Wish | null {
  const name = useRoundSearch('wish');
  const order = useRoundOrder();
  const { data } = useQuery(read('GET /rounds/{round}/report', order));
  return name === undefined ? null : wishOf(order.round, data?.report.findings ?? [], name);
}
