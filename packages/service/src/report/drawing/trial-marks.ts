/**
 * Tells in a drawing which trial each mark stands for, as `data-trial`, so that a page can highlight a trial in every figure.
 * The drawing library writes an item's description and nothing else of its own; so the trial travels there.
 */

/** What is read of the scene, and written to it. */
interface Item {
  readonly items?: readonly Item[];
  readonly datum?: unknown;
  description?: string;
}

/** Describes every item, groups apart, whose row names a trial. Changes the scene. */
export function describeTrials(scenegraph: object): void {
  if ('root' in scenegraph && isItem(scenegraph.root)) describe(scenegraph.root);
}

function describe(item: Item): void {
  const trial = trialOf(item.datum);
  if (trial !== null && item.items === undefined) item.description = `trial:${trial}`;
  for (const inner of item.items ?? []) describe(inner);
}

/** Those descriptions as `data-trial="12"`. */
export function namedTrials(svg: string): string {
  return svg.replace(
    / aria-label="trial:(\d+)" role="graphics-symbol" aria-roledescription="[a-z]+ mark"/g,
    ' data-trial="$1"',
  );
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null;
}

function trialOf(datum: unknown): number | null {
  if (typeof datum !== 'object' || datum === null || !('trial' in datum)) return null;
  return Number.isSafeInteger(datum.trial) ? Number(datum.trial) : null;
}
