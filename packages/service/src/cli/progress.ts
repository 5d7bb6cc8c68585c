/** Shows a round's progress: a live block on a screen, one line for each event elsewhere. */
import type { Clock } from '../operations/operation.ts';
import type { ProgressEvent } from '../operations/progress.ts';
import { liveBlock } from './live-block.ts';
import { blockLines, endedText, eventLine, pulseLine } from './progress-lines.ts';
import { fold, type ProgressState } from './progress-state.ts';
import type { Output } from './terminal.ts';

export interface ProgressPrinter {
  show(event: ProgressEvent): void;
  /** Removes what is drawn in place; may be called twice. */
  close(): void;
}

/** Opens a printer; nothing is written before the first event. */
export function progressPrinter(output: Output, clock: Clock): ProgressPrinter {
  return output.isTTY ? livePrinter(output, clock) : plainPrinter(output, clock);
}

/** Milliseconds between drawings: often enough to look alive, seldom enough to cost nothing. */
const drawEvery = 200;

function livePrinter(output: Output, clock: Clock): ProgressPrinter {
  const block = liveBlock(output);
  const closing = new AbortController();
  let state: ProgressState | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawing = false;
  const draw = (): void => {
    if (state === undefined || closing.signal.aborted) return;
    drawnAt = clock.now();
    block.draw(blockLines(state, drawnAt, output));
  };
  const keepDrawing = async (): Promise<void> => {
    drawing = true;
    while (!closing.signal.aborted) {
      await clock.sleep(drawEvery, closing.signal);
      draw();
    }
  };
  const show = (event: ProgressEvent): void => {
    const now = clock.now();
    state = fold(state, event, now);
    const lasting = lastingLine(event, state, now, output);
    if (event.kind === 'round-ended') {
      block.clear();
      if (lasting !== undefined) output.write(`${lasting}\n`);
      state = undefined;
      return;
    }
    if (lasting !== undefined) block.above(lasting);
    if (event.kind !== 'measurement' || now - drawnAt >= drawEvery) draw();
    if (!drawing && state !== undefined) void keepDrawing();
  };
  return {
    show,
    close: () => {
      closing.abort();
      block.clear();
    },
  };
}

/** Above the block stays only what a user would want to find again: messages, failures, new bests, the end. */
function lastingLine(
  event: ProgressEvent,
  state: ProgressState | undefined,
  now: number,
  output: Output,
): string | undefined {
  const { yellow, red, green } = output.colours;
  switch (event.kind) {
    case 'message': {
      const line = eventLine(event, state, now);
      return line !== undefined && event.level === 'warning' ? yellow(line) : line;
    }
    case 'trial-ended': {
      if (state === undefined) return undefined;
      const { status } = event.state;
      if (status === 'failed') return red(endedText(event, state));
      if (status === 'infeasible' || status === 'waiting') return yellow(endedText(event, state));
      return status === 'completed' && state.best?.trial === event.trial ? green(endedText(event, state)) : undefined;
    }
    case 'round-ended':
      return eventLine(event, state, now);
    case 'round-started':
    case 'trial-started':
    case 'measurement':
      return undefined;
  }
}

/** Milliseconds after which a log that nothing was written to gets a line on where the trials are. */
const pulseEvery = 30_000;

function plainPrinter(output: Output, clock: Clock): ProgressPrinter {
  let state: ProgressState | undefined;
  let writtenAt = clock.now();
  const write = (line: string): void => {
    writtenAt = clock.now();
    output.write(`${line}\n`);
  };
  return {
    show: (event) => {
      const now = clock.now();
      state = fold(state, event, now);
      const line = eventLine(event, state, now);
      if (line !== undefined) write(line);
      else if (state !== undefined && now - writtenAt >= pulseEvery) write(pulseLine(state, now));
    },
    close: () => {
      // Nothing is drawn in place.
    },
  };
}
