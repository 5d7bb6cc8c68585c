/** What a person can choose on the page, as it stands in the address. */
import { flagField, listField, textField } from '../../parts/search-fields.ts';

export interface RoundSearch {
  /** Chosen trials: `1,5-9`. */
  readonly sel?: string | undefined;
  /** Judge by another metric: `valid/loss:minimize`. */
  readonly objective?: string | undefined;
  /** Trials that stay feasible whatever the rules say: `3,7`. */
  readonly keep?: string | undefined;
  /** Axes of figures that are not drawn as the figure has them: `axis:lr.y`. */
  readonly log?: readonly string[] | undefined;
  readonly linear?: readonly string[] | undefined;
  /** Which trials the table shows: `lr<0.1 status:completed`. */
  readonly filter?: string | undefined;
  /** The table's order: a column, with `-` before it for the greatest first. */
  readonly sort?: string | undefined;
  /** Columns that differ from those that are shown by default. */
  readonly columns?: readonly string[] | undefined;
  /** A study's name: the table shows it alone. */
  readonly study?: string | undefined;
  /** Whether the next rounds are proposed. */
  readonly next?: true | undefined;
  /** The finding whose wish is looked for among them: `best-at-edge:lr`. */
  readonly wish?: string | undefined;
}

export function roundSearch(raw: Readonly<Record<string, unknown>>): RoundSearch {
  const found: RoundSearch = {
    sel: textField(raw, 'sel'),
    objective: textField(raw, 'objective'),
    keep: textField(raw, 'keep'),
    log: listField(raw, 'log'),
    linear: listField(raw, 'linear'),
    filter: textField(raw, 'filter'),
    sort: textField(raw, 'sort'),
    columns: listField(raw, 'columns'),
    study: textField(raw, 'study'),
    next: flagField(raw, 'next'),
    wish: textField(raw, 'wish'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
