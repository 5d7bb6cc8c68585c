/** A training program that reports five times a second, so that a person can watch it, stop it and look at its log. */
import type { QuickProject } from '../../service/test/quick-project.ts';

/** `reports` of each trial. It writes `step 5 of 100` to its log, and once a word to look for. */
export function makeSlow(project: QuickProject, reports: number): void {
  project.write(
    'train.sh',
    `n=0
echo 'reading the data: a needle among words'
while [ $n -lt ${reports} ]; do
  n=$((n + 1))
  printf '{"step": %d, "train/loss": 0.%d, "valid/loss": 0.%d}\\n' $n $((900 - n)) $((910 - n)) >> "$ATTUNE_DIR/metrics.jsonl"
  echo "step $n of ${reports}"
  sleep 0.2
done
`,
  );
  project.write('attune.yaml', project.read('attune.yaml').replace(/max_steps: \d+/, `max_steps: ${reports}`));
}

export const shortRound = (trials: number): string =>
  `attune: 1\ngoal: maximize\nquestion: How far does it go?\nsearch: halton\nbudget: { trials: ${trials} }\nbaseline_seeds: 1\n`;
