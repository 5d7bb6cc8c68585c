/** A round: the verdict, what was learned with the evidence beside it, its figures and its trials, all linked by selection. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { useMay } from '../../api/use-me.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { Round } from '../../parts/listed-round.ts';
import { pageCode } from '../../parts/page-code.ts';
import { PageError } from '../../parts/page-error.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { RoleChips } from '../../parts/role-chips.tsx';
import { questionOf } from '../../parts/round-words.ts';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useAnchor } from '../../parts/use-anchor.ts';
import { SelectionContext } from '../../selection/selection-context.ts';
import { useSelectionInAddress } from '../../selection/selection-in-address.ts';
import { DecisionSection } from './decision-section.tsx';
import { FiguresSection } from './figures-section.tsx';
import { FindingsSection } from './findings-section.tsx';
import { JudgementBanner } from './judgement-banner.tsx';
import { ObjectiveSwitch } from './objective-switch.tsx';
import { useRoundOrder } from './round-order.ts';
import { tableOrderOf } from './round-reads.ts';
import { RoundSummary } from './round-summary.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { TableSection } from './table-section.tsx';
import { useReport } from './use-report.ts';
import { useChangeSearch, useRoundNumber, useRoundSearch } from './use-round-search.ts';

export const roundPageTexts = defineTexts('dashboard-round', {
  title: 'Round {round}',
  notebook: 'Notebook',
  next: 'What next',
  missing: 'There is no round {round} yet',
  missingAbout: 'The project has {count} {count|round|rounds}. Plan and run the next one:',
  missingReader: 'The project has {count} {count|round|rounds}; the notebook lists them.',
  analysing: 'The results are being analysed.',
  about: '{goal} · {search}, {steps} steps a trial · {metric}',
  aboutComparison: 'comparison · {steps} steps a run · {metric}',
});

// Opened now and then.
const NextDialog = lazy(pageCode(async () => ({ default: (await import('./next-dialog.tsx')).NextDialog })));

export function RoundPage() {
  return (
    <Selected>
      <RoundContent />
    </Selected>
  );
}

/** Alone follows the selection in the address: the page is not drawn anew for it. */
function Selected({ children }: { readonly children: ReactNode }) {
  const change = useChangeSearch();
  const sel = useRoundSearch('sel');
  const select = useCallback((text: string | undefined) => change({ sel: text }), [change]);
  return <SelectionContext value={useSelectionInAddress(sel, select)}>{children}</SelectionContext>;
}

function RoundContent() {
  const round = useRoundNumber();
  const rounds = useQuery(read('GET /rounds', {}));
  const change = useChangeSearch();
  const mayStart = useMay('admin');
  const nextOpened = useRoundSearch('next') === true;
  if (rounds.data === undefined) {
    return rounds.error === null ? (
      <Waiting height={400} />
    ) : (
      <PageError error={rounds.error} retry={() => void rounds.refetch()} />
    );
  }
  const found = rounds.data.rounds.find((one) => one.round === round);
  if (found === undefined) {
    return (
      <>
        <PageHead
          title={roundPageTexts.title({ round }).text}
          crumbs={[{ label: roundPageTexts.notebook().text, link: { to: '/' } }]}
        />
        <EmptyState
          title={roundPageTexts.missing({ round }).text}
          commands={mayStart ? ['attune next --write 1', 'attune run'] : []}
        >
          {
            (mayStart ? roundPageTexts.missingAbout : roundPageTexts.missingReader)({
              count: rounds.data.rounds.length,
            }).text
          }
        </EmptyState>
      </>
    );
  }
  const { status, note, roles, objective } = found;
  const question = questionOf(found);
  return (
    <>
      <PageHead
        title={roundPageTexts.title({ round }).text}
        crumbs={[{ label: roundPageTexts.notebook().text, link: { to: '/' } }]}
        about={
          <Stack gap={6} mt={4}>
            <Text size="lg" fw={600} c="var(--mantine-color-text)" style={{ overflowWrap: 'anywhere' }}>
              {question}
            </Text>
            <Group gap="xs">
              <StatusBadge status={status} />
              <Text size="sm" inherit>
                {aboutOf(found)}
              </Text>
            </Group>
            {note !== '' && <Text size="sm">{note}</Text>}
            <RoleChips given={roles} />
          </Stack>
        }
        actions={
          <>
            <ObjectiveSwitch own={objective} />
            <Button size="xs" onClick={() => change({ next: true })}>
              {roundPageTexts.next().text}
            </Button>
          </>
        }
      />
      <RoundBody key={round} live={found} />
      <Suspense>{nextOpened && <NextDialog onClose={() => change({ next: undefined, wish: undefined })} />}</Suspense>
    </>
  );
}

function aboutOf({ goal, search, maxSteps: steps, objective: { metric }, comparison }: Round): string {
  return comparison === null
    ? roundPageTexts.about({ goal, search, steps, metric }).text
    : roundPageTexts.aboutComparison({ steps, metric }).text;
}

function RoundBody({ live }: { readonly live: Round }) {
  const order = useRoundOrder();
  const { shown: told, error, retry, behind } = useReport(live.ended);
  const report = told?.document.report;
  const table = useQuery({
    ...read('GET /rounds/{round}/table', tableOrderOf(order)),
    placeholderData: keepPreviousData,
  });
  const configuration = report?.round.baseline;
  const mean = report?.round.baselineMean?.value ?? null;
  const baseline = useMemo(
    () => ({ configuration: configuration ?? {}, value: typeof mean === 'number' ? mean : null }),
    [configuration, mean],
  );
  const findings = report?.findings;
  const drawn = useMemo(() => firstShown(findings ?? []), [findings]);
  const shown = useMemo(() => new Set(drawn.keys()), [drawn]);
  useAnchor(told !== null && table.data !== undefined);
  return (
    <Stack gap="xl">
      {error !== null && (
        <div>
          <JudgementBanner objectiveChange={null} />
          <PageError error={error} retry={retry} />
        </div>
      )}
      {error === null && told === null && <Waiting height={900} words={roundPageTexts.analysing().text} />}
      {error === null && told !== null && report !== undefined && (
        <>
          <div>
            <JudgementBanner objectiveChange={told.document.change} />
            <RoundSummary report={report} live={live} analysing={told.document.analysing} behind={behind} />
            {report.decision !== null && <DecisionSection decision={report.decision} />}
            <FindingsSection
              findings={report.findings}
              analysis={told.analysis}
              silent={report.silent}
              drawn={drawn}
              feasible={report.status.counts.feasible}
              behind={behind}
              decided={report.decision !== null}
            />
          </div>
          <FiguresSection ids={report.figures.map(({ id }) => id)} analysis={told.analysis} shown={shown} />
        </>
      )}
      {table.data !== undefined && table.data.trial.length > 0 && (
        <TableSection table={table.data} baseline={baseline} />
      )}
      {table.data === undefined && table.error !== null && (
        <PageError error={table.error} retry={() => void table.refetch()} />
      )}
      {table.data !== undefined && <SelectionBar table={table.data} />}
    </Stack>
  );
}

/** Each figure stands beside the first finding that it shows. */
function firstShown(
  findings: readonly { readonly evidence: { readonly figure?: string } }[],
): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const [place, { evidence }] of findings.entries()) {
    const { figure } = evidence;
    if (figure !== undefined && !first.has(figure)) first.set(figure, place);
  }
  return first;
}
