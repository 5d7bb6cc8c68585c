/** The process behind `analyst-worker.ts`: reads a round, asks the questions, draws up the figures, and answers in JSON. */
import { movableStore, openStore } from '../../store/index.ts';
import { answerOrders } from './analysis-answer.ts';
import type { AnalysisMessage } from './analyst-worker.ts';

const answered = answerOrders(
  async ({ address, folder }) => movableStore(await openStore(address), folder),
  () => Date.now(),
);

// Whoever began it ends it; a Ctrl-C in the terminal is for them.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (message: AnalysisMessage) => {
  void answered(message).then((answer) => {
    process.send?.(answer);
    // Else a large round would be held until the next one is half read.
    setImmediate(() => globalThis.gc?.());
  });
});
