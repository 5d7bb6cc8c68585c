/** What to do next: round files that wait, else the proposals, and what there is to do apart from rounds. */
import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { useAction } from '../../api/use-action.ts';
import { useMay } from '../../api/use-me.ts';
import { Loaded } from '../../parts/loaded.tsx';
import type { Round } from '../../parts/listed-round.ts';
import { ApartLines } from '../../parts/apart-lines.tsx';
import { ProposalCard } from '../../parts/proposal-card.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { TitledLines } from '../../parts/titled-lines.tsx';
import classes from './notebook-page.module.css';
import { startedWords } from './started-words.ts';
import type { Outlook } from './use-outlook.ts';
import { WaitingFile } from './waiting-file.tsx';

export const nextPanelTexts = defineTexts('dashboard-next-panel', {
  title: 'What next',
  saturated: 'Gains have saturated',
  apart: 'Apart from rounds',
  withheld: 'Considered and not proposed',
  nothing: 'No round is worth proposing now.',
  busy: 'A round is at work: what it teaches belongs into the next proposal.',
  held: 'Round {round} is {status}: continue it first. Its results belong into the next proposal.',
  heldReader: 'Round {round} is {status}: what it teaches belongs into the next proposal.',
  anyway: 'Show proposals all the same',
  accepted: '{file} is written',
});

export interface NextPanelProps {
  /** Whether a round is at work now. */
  readonly busy: boolean;
  /** A round that could go on, for which proposals are held back. */
  readonly held: Round | undefined;
  readonly onShow: () => void;
  readonly outlook: Outlook;
  /** Opens the editor on a file of `rounds/`. */
  readonly onEdit: (name: string) => void;
}

export function NextPanel({ busy, held, onShow, outlook: { waiting, next }, onEdit }: NextPanelProps) {
  const mayContinue = useMay('admin');
  return (
    <Stack component="section" gap="sm" className={classes['first']} aria-label={nextPanelTexts.title().text}>
      <Title order={2} size="h4">
        {nextPanelTexts.title().text}
      </Title>
      {waiting.map((file) => (
        <WaitingFile key={file.name} file={file} onEdit={() => onEdit(file.name)} />
      ))}
      {busy && (
        <Text size="sm" c="dimmed">
          {nextPanelTexts.busy().text}
        </Text>
      )}
      {!busy && held !== undefined && waiting.length === 0 && (
        <>
          <Text size="sm" c="dimmed">
            {
              (mayContinue ? nextPanelTexts.held : nextPanelTexts.heldReader)({
                round: held.round,
                status: held.status,
              }).text
            }
          </Text>
          <Button size="compact-sm" variant="subtle" onClick={onShow} style={{ alignSelf: 'start' }}>
            {nextPanelTexts.anyway().text}
          </Button>
        </>
      )}
      {!busy && held === undefined && waiting.length === 0 && (
        <Loaded query={next} height={320}>
          {(proposed) => <Proposed outlook={proposed} onEdit={onEdit} />}
        </Loaded>
      )}
    </Stack>
  );
}

/** From here on there is room for the reasons of the best, pixels. */
const wide = 1100;

interface ProposedProps {
  readonly outlook: Api['GET /next']['result'];
  readonly onEdit: (name: string) => void;
}

function Proposed({ outlook, onEdit }: ProposedProps) {
  const accept = useAction('POST /next/{proposal}/accept', {
    done: ({ file, round, started, waits }) =>
      started ? startedWords({ round, waits }) : nextPanelTexts.accepted({ file }).text,
    stale: ['GET /next', 'GET /round-files', 'GET /rounds', 'GET /status'],
  });
  const { proposals, saturated, apart, withheld, notes, stepUnit } = outlook;
  return (
    <Stack gap="sm">
      {saturated !== null && (
        <Alert color="teal" title={nextPanelTexts.saturated().text} p="xs">
          <Sentence text={saturated.message} />
        </Alert>
      )}
      {proposals.map((proposal, index) => (
        <ProposalCard
          key={proposal.file}
          proposal={proposal}
          foremost={index === 0}
          explained={index === 0 && window.innerWidth >= wide}
          stepUnit={stepUnit}
          accepting={accept.isPending && accept.variables.proposal === index + 1}
          onAccept={() => accept.mutate({ proposal: index + 1, file: proposal.file, start: true })}
          onEdit={() => onEdit(proposal.file.split('/').at(-1) ?? proposal.file)}
        />
      ))}
      {proposals.length === 0 && saturated === null && <Text size="sm">{nextPanelTexts.nothing().text}</Text>}
      <ApartLines title={nextPanelTexts.apart().text} lines={apart} />
      <TitledLines title={nextPanelTexts.withheld().text} lines={withheld} />
      {notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          <Sentence text={note} />
        </Text>
      ))}
    </Stack>
  );
}
