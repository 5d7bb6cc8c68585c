/**
 * A training program that reports five times a second until it is told to finish: a person can watch it, stop it and look at
 * its log. Its training loss falls, its validation loss goes up and down within 0.5 and 0.57, and is best at the last step.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { QuickProject } from '../../service/test/quick-project.ts';

/** Trials go on while it is there; with its project it goes as well. */
const held = 'held';
const steps = 1_000;

/** Of 1,000 steps, so that no trial reaches its end before `finish`. To its log it writes `step 5 of 1000`, and once a word to look for. */
export function makeSlow(project: QuickProject): void {
  project.write(
    'train.sh',
    `n=0
echo 'reading the data: a needle among words'
report() {
  printf '{"step": %d, "train/loss": %d, "valid/loss": %s}\\n' $1 $((1000 - $1)) $2 >> "$ATTUNE_DIR/metrics.jsonl"
  echo "step $1 of ${steps}"
}
while [ $n -lt ${steps - 1} ] && [ -e '${project.directory}/${held}' ]; do
  n=$((n + 1))
  report $n 0.5$((n % 8))
  sleep 0.2
done
report ${steps} 0.4
`,
  );
  project.write(held, '');
  makeLong(project);
}

/** As many steps as a slow program reports, so that rounds before and after it are of one protocol. */
export function makeLong(project: QuickProject): void {
  project.write('attune.yaml', project.read('attune.yaml').replace(/max_steps: \d+/, `max_steps: ${steps}`));
}

/** From now on every trial reports its last step and ends. */
export const finish = (project: QuickProject): void => rmSync(join(project.directory, held));

export const shortRound = (trials: number): string =>
  `attune: 1\ngoal: maximize\nquestion: How far does it go?\nsearch: halton\nbudget: { trials: ${trials} }\nbaseline_seeds: 1\n`;
