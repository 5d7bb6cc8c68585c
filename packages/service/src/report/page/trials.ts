/** The table of trials. Complete as it stands; the page's script makes it sortable. */
import type { Objective } from '@attune/core/study';
import type { Configuration } from '@attune/core/space';
import type { Message } from '@attune/core/texts';
import { numberText, valueText, type Column } from '../columns.ts';
import { sentence } from '../sentence.ts';
import { reportTexts } from '../texts.ts';
import type { TrialRow } from '../trial-rows.ts';
import { markup, type Markup } from './markup.ts';

interface TrialTable {
  readonly rows: readonly TrialRow[];
  readonly columns: readonly Column[];
  readonly objective: Objective;
  readonly stepUnit: string;
  readonly baseline: Configuration;
}

export function trialTableMarkup(table: TrialTable): Markup {
  const { rows, columns, objective, stepUnit } = table;
  if (rows.length === 0) return markup`<p>${reportTexts.trialsNone().text}</p>`;
  const notes = rows.some(({ note, why }) => note !== '' || why !== undefined);
  const numeric = new Set(
    columns.flatMap(({ id }) => (rows.some(({ configuration }) => typeof configuration[id] === 'number') ? [id] : [])),
  );
  return markup`<p class="soft">
      ${reportTexts.trialsHint({ metric: objective.metric, direction: objective.direction }).text}
      <span class="scripted screen" hidden>${reportTexts.sortHint().text} ${reportTexts.pickHint().text}</span>
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="${reportTexts.trials().text}">
      <table class="sortable">
        <thead>
          <tr>
            <th scope="col" class="number">${reportTexts.columnTrial().text}</th>
            <th scope="col" class="number">${reportTexts.columnObjective({ metric: objective.metric }).text}</th>
            <th scope="col" class="number">${reportTexts.columnDifference().text}</th>
            <th scope="col" class="number">${reportTexts.columnStep({ unit: stepUnit }).text}</th>
            <th scope="col">${reportTexts.columnState().text}</th>
            ${columns.map((column) => headingMarkup(column, numeric.has(column.id)))}
            <th scope="col" class="number">${reportTexts.columnSeed().text}</th>
            ${notes ? markup`<th scope="col">${reportTexts.columnNote().text}</th>` : undefined}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => rowMarkup(row, table, notes))}
        </tbody>
      </table>
    </div>`;
}

function headingMarkup({ name, branch }: Column, numeric: boolean): Markup {
  const under = branch === '' ? undefined : markup` <small>${reportTexts.branch({ branch }).text}</small>`;
  return markup`<th scope="col" class="${numeric ? 'number' : ''}">${name}${under}</th>`;
}

function rowMarkup(row: TrialRow, { columns, baseline }: TrialTable, notes: boolean): Markup {
  const starred = row.rank !== null && row.rank <= STARRED;
  return markup`<tr id="trial-${row.trial}" data-row="${row.trial}" class="${row.baseline ? 'baseline' : ''}">
    <td class="number" data-sort="${row.trial}">
      ${starred ? markup`<span class="star">★</span> ` : undefined}${row.trial}
    </td>
    ${objectiveCell(row)}${differenceCell(row)}
    <td class="number">${row.bestStep ?? ''}</td>
    <td>${row.state.text}${row.baseline ? ` (${reportTexts.baseline().text})` : ''}</td>
    ${columns.map(({ id }) => valueCell(row.configuration[id], baseline[id]))}
    <td class="number">${row.seed}</td>
    ${notes ? noteCell(row) : undefined}
  </tr>`;
}

/** How many trials get a star. */
const STARRED = 3;

function objectiveCell({ objective, unranked, outcome }: TrialRow): Markup {
  if (objective !== null) return markup`<td class="number" data-sort="${objective}">${numberText(objective)}</td>`;
  if (unranked === null) return markup`<td class="number" data-sort=""></td>`;
  const value = numberText(unranked);
  return markup`<td class="number unranked" data-sort="">${unrankedText(outcome, value).text}</td>`;
}

function unrankedText(outcome: TrialRow['outcome'], value: string): Message {
  if (outcome === 'infeasible') return reportTexts.beforehand({ value });
  return outcome === 'censored' ? reportTexts.untilCut({ value }) : reportTexts.soFar({ value });
}

/** Without colour: that a trial is better than the baseline is for the comparison with the noise floor to say. */
function differenceCell({ difference, baseline }: TrialRow): Markup {
  if (difference === null || baseline) return markup`<td class="number" data-sort=""></td>`;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  return markup`<td class="number" data-sort="${difference}">${sign}${numberText(Math.abs(difference))}</td>`;
}

function valueCell(value: Configuration[string] | undefined, baseline: Configuration[string] | undefined): Markup {
  if (value === undefined) return markup`<td data-sort=""></td>`;
  const same = value === baseline ? 'same' : '';
  return typeof value === 'number'
    ? markup`<td class="number ${same}" data-sort="${value}">${valueText(value)}</td>`
    : markup`<td class="${same}">${valueText(value)}</td>`;
}

function noteCell({ why, note }: TrialRow): Markup {
  const texts = [why === undefined ? '' : sentence(why), note].filter((text) => text !== '');
  return markup`<td class="note">${texts.join(' ')}</td>`;
}
