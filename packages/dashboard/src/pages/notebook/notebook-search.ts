/** What is open in the notebook, as it stands in the address. */
import { textField } from '../../parts/search-fields.ts';

export interface NotebookSearch {
  /** The round file that is edited: one that waits, or one that is proposed; as `02-longer.yaml`. */
  readonly edit?: string;
}

export function notebookSearch(raw: Readonly<Record<string, unknown>>): NotebookSearch {
  const edit = textField(raw, 'edit');
  return edit === undefined ? {} : { edit };
}
