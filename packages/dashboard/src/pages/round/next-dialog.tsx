/** The rounds that follow from all findings: accept one, or go on to edit it in the notebook. */
import { Button, Group, List, Modal, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { canContinue } from '../../parts/use-continue.ts';

export const nextDialogTexts = defineTexts('dashboard-next-dialog', {
  title: 'What follows from the findings',
  about: 'Proposed from the findings of all rounds, not of one alone. Accepting writes the round’s file and starts it.',
  accept: 'Accept and start',
  edit: 'Edit first',
  open: 'Round {round} is {status}: let it end before the next one is started.',
  done: '{file} is written, and round {round} is started',
  size: '{trials} {trials|trial|trials} × {steps} {unit}s',
  before: 'First:',
  why: 'Why',
  apart: 'Apart from rounds',
  none: 'No round is worth proposing now.',
});

export function NextDialog({ onClose }: { readonly onClose: () => void }) {
  const query = useQuery(read('GET /next', {}));
  const rounds = useQuery(read('GET /rounds', {}));
  const open = rounds.data?.rounds.findLast((round) => round.status === 'running' || canContinue(round));
  const accept = useAction('POST /next/{proposal}/accept', {
    done: ({ file, round }) => nextDialogTexts.done({ file, round }).text,
    stale: ['GET /next', 'GET /round-files', 'GET /rounds', 'GET /status'],
  });
  return (
    <Modal opened onClose={onClose} title={nextDialogTexts.title().text} size="lg">
      <Loaded query={query} height={320}>
        {({ proposals, apart, saturated, stepUnit }) => (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {nextDialogTexts.about().text}
            </Text>
            {open !== undefined && (
              <Text size="sm">{nextDialogTexts.open({ round: open.round, status: open.status }).text}</Text>
            )}
            {saturated !== null && <Text size="sm">{saturated.message}</Text>}
            {proposals.length === 0 && <Text size="sm">{nextDialogTexts.none().text}</Text>}
            {proposals.map(({ headline, file, trials, maxSteps, before, reasons }, index) => (
              <Paper key={file} withBorder p="sm" component="article">
                <Text fw={600} size="sm">
                  {headline.slice(0, 1).toUpperCase() + headline.slice(1)}
                </Text>
                <Text size="xs" c="dimmed" className="tabular">
                  {nextDialogTexts.size({ trials, steps: maxSteps, unit: stepUnit }).text}
                </Text>
                <Lines title={nextDialogTexts.before().text} lines={before} />
                <Lines title={nextDialogTexts.why().text} lines={reasons} />
                <Group gap="xs" my="xs">
                  <Button
                    size="compact-sm"
                    disabled={open !== undefined}
                    loading={accept.isPending && accept.variables.proposal === index + 1}
                    onClick={() =>
                      accept.mutate({ proposal: index + 1, file, start: true }, { onSuccess: () => onClose() })
                    }
                  >
                    {nextDialogTexts.accept().text}
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="default"
                    renderRoot={(props) => <Link {...props} to="/" search={{ edit: file.split('/').at(-1) ?? file }} />}
                  >
                    {nextDialogTexts.edit().text}
                  </Button>
                </Group>
                <CommandLine command={`attune next --write ${index + 1}`} />
              </Paper>
            ))}
            <Lines title={nextDialogTexts.apart().text} lines={apart} />
          </Stack>
        )}
      </Loaded>
    </Modal>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <List size="sm" spacing={2}>
        {lines.map((line) => (
          <List.Item key={line} style={{ overflowWrap: 'anywhere' }}>
            <Sentence text={line} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}
