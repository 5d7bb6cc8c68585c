export { bestRows, type BestRow } from './best-rows.ts';
export { buildReport, type Report } from './report.ts';
export type { Provenance, ReportContext, ReportStatus } from './context.ts';
export { reportSchema, type ReportDocument } from './document.ts';
export { noColours, terminalReport, type Colours } from './terminal.ts';
export { writeFigure } from './drawing/write-figure.ts';
export type { DrawingCache } from './drawing/drawn-figures.ts';
export { reportTexts } from './texts.ts';
