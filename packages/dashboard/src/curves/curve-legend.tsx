/** The trials of the charts as a list: named, with the look of their lines; a way to each by keys. */
import { UnstyledButton } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import type { Signal } from '../api/signal.ts';
import classes from './curve-chart.module.css';
import { lineStyle, type LineRole, type Scheme } from './line-style.ts';

export const curveLegendTexts = defineTexts('dashboard-curve-legend', {
  legend: 'Trials on the charts',
  trial: 'trial {trial}',
  others: '{count} {count|other|others}',
});

export interface LegendEntry {
  readonly trial: number;
  readonly role: LineRole;
  readonly place: number;
  /** What is known of it in a few words: its objective, that it is the baseline. */
  readonly about: string;
  readonly chosen: boolean;
}

export interface CurveLegendProps {
  readonly entries: readonly LegendEntry[];
  /** Trials in grey that have no entry of their own. */
  readonly others: number;
  readonly scheme: Scheme;
  readonly pointed: Signal<number | null>;
  readonly onPick?: (trial: number) => void;
}

export function CurveLegend({ entries, others, scheme, pointed, onPick }: CurveLegendProps) {
  return (
    <ul className={classes['legend']} aria-label={curveLegendTexts.legend().text}>
      {entries.map(({ trial, role, place, about, chosen }) => (
        <li key={trial}>
          <UnstyledButton
            className={classes['entry']}
            aria-pressed={chosen}
            onPointerEnter={() => pointed.set(trial)}
            onPointerLeave={() => pointed.set(null)}
            onFocus={() => pointed.set(trial)}
            onBlur={() => pointed.set(null)}
            onClick={() => onPick?.(trial)}
          >
            <Swatch role={role} place={place} scheme={scheme} />
            {curveLegendTexts.trial({ trial }).text} {about}
          </UnstyledButton>
        </li>
      ))}
      {others > 0 && (
        <li className={classes['entry']}>
          <Swatch role="behind" place={0} scheme={scheme} />
          {curveLegendTexts.others({ count: others }).text}
        </li>
      )}
    </ul>
  );
}

function Swatch({ role, place, scheme }: Pick<LegendEntry, 'role' | 'place'> & { readonly scheme: Scheme }) {
  const { colour, dash, width } = lineStyle(role, place, false, scheme);
  return (
    <svg width={26} height={10} aria-hidden>
      <line x1={1} x2={25} y1={5} y2={5} stroke={colour} strokeWidth={width + 0.5} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
