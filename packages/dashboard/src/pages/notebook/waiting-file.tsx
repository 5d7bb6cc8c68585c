/** A round file that has not run: what it would do and cost; start it, or edit it first. */
import { Badge, Button, Group, List, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { read } from '../../api/queries.ts';
import { refusal } from '../../api/tell.tsx';
import { useAction } from '../../api/use-action.ts';
import { Allowed } from '../../parts/allowed.tsx';
import { duration } from '../../parts/durations.ts';
import { startedWords } from './started-words.ts';

export const waitingFileTexts = defineTexts('dashboard-waiting-file', {
  waits: 'waits',
  start: 'Start',
  edit: 'Edit',
  size: '{trials} {trials|trial|trials} × {steps} {unit}s',
  sizeTime: '{trials} {trials|trial|trials} × {steps} {unit}s, about {time}',
});

export interface WaitingFileProps {
  readonly file: Api['GET /round-files']['result']['files'][number];
  readonly onEdit: () => void;
}

export function WaitingFile({ file: { file }, onEdit }: WaitingFileProps) {
  const plan = useQuery(read('GET /rounds/plan', { file }));
  const start = useAction('POST /rounds', {
    done: startedWords,
    stale: ['GET /round-files', 'GET /rounds', 'GET /status', 'GET /next'],
  });
  return (
    <Paper withBorder p="sm" component="article" aria-label={file}>
      <Stack gap={6}>
        <Group gap="xs">
          <Badge variant="light" color="gray">
            {waitingFileTexts.waits().text}
          </Badge>
          <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {file}
          </Text>
        </Group>
        {plan.data !== undefined && (
          <>
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {plan.data.plan.question}
            </Text>
            <Text size="xs" c="dimmed" className="tabular">
              {sizeWords(plan.data)}
            </Text>
            <Advice advice={plan.data.design.advice} />
          </>
        )}
        {plan.error !== null && (
          <Text size="sm" c="red">
            {refusal(plan.error)}
          </Text>
        )}
        <Allowed scope="admin">
          <Group gap="xs">
            <Button
              size="compact-sm"
              loading={start.isPending}
              disabled={plan.error !== null}
              onClick={() => start.mutate({ file })}
            >
              {waitingFileTexts.start().text}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onEdit}>
              {waitingFileTexts.edit().text}
            </Button>
          </Group>
        </Allowed>
      </Stack>
    </Paper>
  );
}

type Plan = Api['GET /rounds/plan']['result'];

/** With the time that it takes, where earlier trials tell how long one takes. */
function sizeWords({ plan: { trials, stepsEach: steps, hours }, stepUnit: unit }: Plan): string {
  const size = { trials, steps, unit };
  if (typeof hours !== 'number' || hours === 0) return waitingFileTexts.size(size).text;
  return waitingFileTexts.sizeTime({ ...size, time: duration(3600 * hours) }).text;
}

function Advice({ advice }: Pick<Plan['design'], 'advice'>) {
  const told = advice.filter(({ severity }) => severity !== 'note');
  if (told.length === 0) return null;
  return (
    <List size="sm" spacing={2}>
      {told.map(({ code, problem, remedy }) => (
        <List.Item key={`${code} ${problem}`}>
          {problem}: {remedy}
        </List.Item>
      ))}
    </List>
  );
}
