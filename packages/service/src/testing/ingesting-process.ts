/**
 * For tests: a process of its own that stores measurements, as an engine does, and can be killed at any moment.
 *
 *   node ingesting-process.ts <store> <trial> <commits>
 *
 * Point i of attempt 1 of the trial has step i and value i / 2, and takes 10 bytes of the file that is read. Goes on
 * where the store ends. After each durable commit, prints how many bytes are stored.
 */
import { openStore } from '../store/index.ts';

const [path = '', trialText = '', commits = ''] = process.argv.slice(2);
const trial = Number(trialText);
const writer = { actor: `process of trial ${trial}`, time: 0 };
const pointsPerCommit = 25;

const store = await openStore(path);
const [attempt] = await store.read('attempt', { trial: [trial] });
let offset = attempt?.metricsOffset ?? 0;
for (let commit = 1; commit <= Number(commits); commit++) {
  const steps = Array.from({ length: pointsPerCommit }, (_, i) => offset / 10 + i);
  const to = offset + 10 * pointsPerCommit;
  await store.ingest(
    [
      {
        trial,
        attempt: 1,
        series: ['train/loss', 'valid/loss'].map((metric) => ({
          metric,
          steps,
          values: steps.map((step) => step / 2),
        })),
        checkpoints: [],
        from: { metrics: offset, stdout: 0 },
        to: { metrics: to, stdout: 0 },
      },
    ],
    writer,
  );
  offset = to;
  if (commit % 5 === 0) await store.compact([{ trial, attempt: 1 }], writer);
  process.stdout.write(`${offset}\n`);
}
await store.close();
