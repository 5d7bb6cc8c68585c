/** Rows of a table of trials: what became of each, and how far it lies behind the best of them. */
import { Table, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { judgedStatus, reasonWords } from '../../parts/judged-status.ts';
import { numberText, valueText } from '../../parts/number-text.ts';
import { StatusBadge } from '../../parts/status-badge.tsx';
import type { Shown } from '../trial/shown.ts';
import type { Standing } from './compared.ts';
import classes from './trials-table.module.css';

export const outcomeRowsTexts = defineTexts('dashboard-outcome-rows', {
  status: 'state',
  objective: '{metric}',
  bestStep: 'best step',
  behind: 'behind the best',
  best: 'best of these',
  within: '{amount}, as seeds alone do',
});

export interface OutcomeRowsProps {
  readonly shown: readonly Shown[];
  /** Null where their objectives cannot be compared. */
  readonly standing: readonly Standing[] | null;
}

export function OutcomeRows({ shown, standing }: OutcomeRowsProps) {
  const metric = shown[0]?.metric ?? '';
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row" className={classes['name']}>
          {outcomeRowsTexts.status().text}
        </Table.Th>
        {shown.map(({ trial }) => (
          <Table.Td key={trial.trial} ta="right">
            <StatusBadge status={judgedStatus(trial)} />
            {trial.outcome === 'infeasible' && (
              <Text size="xs" c="dimmed" title={trial.why ?? undefined}>
                {reasonWords(trial)}
              </Text>
            )}
          </Table.Td>
        ))}
      </Table.Tr>
      <Table.Tr>
        <Table.Th scope="row" className={classes['name']}>
          {outcomeRowsTexts.objective({ metric }).text}
        </Table.Th>
        {shown.map(({ trial: { trial, objective } }) => (
          <Table.Td key={trial} ta="right" fw={600} ff="monospace">
            {objective === null ? '–' : numberText(objective)}
          </Table.Td>
        ))}
      </Table.Tr>
      <Table.Tr>
        <Table.Th scope="row" className={classes['name']}>
          {outcomeRowsTexts.bestStep().text}
        </Table.Th>
        {shown.map(({ trial: { trial, bestStep } }) => (
          <Table.Td key={trial} ta="right" ff="monospace">
            {valueText(bestStep)}
          </Table.Td>
        ))}
      </Table.Tr>
      {standing !== null && shown.length > 1 && (
        <Table.Tr>
          <Table.Th scope="row" className={classes['name']}>
            {outcomeRowsTexts.behind().text}
          </Table.Th>
          {standing.map((one) => (
            <Table.Td key={one.trial} ta="right">
              {behindText(one)}
            </Table.Td>
          ))}
        </Table.Tr>
      )}
    </>
  );
}

/** A difference beyond what seeds do is no evidence either: the better one was picked for it. A comparison tells. */
function behindText({ behind, withinNoise }: Standing): string {
  if (behind === null) return '–';
  if (behind === 0) return outcomeRowsTexts.best().text;
  const amount = numberText(behind, 3);
  return withinNoise === true ? outcomeRowsTexts.within({ amount }).text : amount;
}
