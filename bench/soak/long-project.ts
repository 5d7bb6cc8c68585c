/** A project folder with one round that outlasts any soak: trials of half a minute that report ten times a second. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Reports of a trial, and how many it makes a second. */
const reports = 300;
const rate = 10;
const slots = 4;

/** Points a second of the whole round: what the pages have to keep up with. */
export const pointsASecond = slots * rate * 3;

const training = `
for word; do case $word in --lr=*) lr=\${word#--lr=} ;; esac; done
exec awk -v lr="$lr" -v last="$ATTUNE_UNTIL_STEP" 'BEGIN {
  file = ENVIRON["ATTUNE_DIR"] "/metrics.jsonl"
  for (s = 1; s <= last; s++) {
    d = log(lr / 0.1) / log(10)
    loss = 0.2 + d * d / 10 + 2 / s + sin(s * 7.3) / 200
    printf "{\\"step\\": %d, \\"train/loss\\": %.6g, \\"valid/loss\\": %.6g, \\"valid/error\\": %.6g}\\n", s, loss, loss * 1.1, loss / 4 >> file
    fflush(file)
    print "step " s " of " last
    fflush()
    system("sleep ${1 / rate}")
  }
}'
`;

const project = `attune: 1
name: soak
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: ${reports} }
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
baseline: { lr: 0.01 }
resources: { slots: ${slots} }
`;

export function longProject(): string {
  const directory = mkdtempSync(join(tmpdir(), 'attune-soak-'));
  mkdirSync(join(directory, 'rounds'));
  writeFileSync(join(directory, 'train.sh'), training);
  writeFileSync(join(directory, 'attune.yaml'), project);
  writeFileSync(
    join(directory, 'rounds', '01-long.yaml'),
    'attune: 1\ngoal: maximize\nquestion: Which rate is best?\nsearch: halton\nbudget: { trials: 5000 }\n',
  );
  return directory;
}
