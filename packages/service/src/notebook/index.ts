export { notebookFields, type Entry, type LaunchEntry, type Notebook, type RoundEntry } from './entry.ts';
export { ledgerColumns, type LedgerRow } from './ledger.ts';
export { noFigures, notebookMarkdown, type MarkdownFigures, type WrittenFigure } from './markdown.ts';
export { notebookPage, type NotebookFigures } from './page.ts';
export { changesText, decisionText, notebookTexts, tellEntry, type Told } from './told.ts';
