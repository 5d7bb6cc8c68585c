#!/bin/sh
# A training program whose points are a pure function of the trial's seed and the step (`expected.ts`), with a checkpoint
# at every fifth step. Every third trial does not know how to resume: it starts from scratch and, the higher the
# attempt's number, the worse it does, so that what earlier attempts reached must not count. While there is a file HELD,
# every trial, or HELD_TRIAL alone, waits after its seventh step, so that a test decides when it goes on.
[ "$ATTUNE_PROTOCOL" = 1 ] || exit 9
echo begun >> "$ATTUNE_DIR/begun"

step=0
handicap=0
if [ $((ATTUNE_TRIAL % 3)) -eq 0 ]; then
  handicap=$((100000 * ${ATTUNE_DIR##*-}))
elif [ -n "${ATTUNE_RESUME-}" ]; then
  read -r step < "$ATTUNE_RESUME" || exit 8
fi

held() {
  [ "$step" -ge 7 ] && [ -e "${HELD-}" ] && [ "$ATTUNE_TRIAL" = "${HELD_TRIAL-$ATTUNE_TRIAL}" ]
}

metrics=$ATTUNE_DIR/metrics.jsonl
while [ "$step" -lt "$ATTUNE_UNTIL_STEP" ]; do
  while held; do sleep 0.05; done
  sleep "${STEP_SECONDS-0.02}"
  step=$((step + 1))
  loss=$(((ATTUNE_SEED % 9973 * 31 + step * 7919) % 10007 + handicap))
  # In two writes, so that a kill can leave half a line behind.
  printf '{"step": %d, "train/loss": %d, ' "$step" $((loss + 1)) >> "$metrics"
  printf '"valid/loss": %d}\n' "$loss" >> "$metrics"
  if [ $((step % 5)) -eq 0 ]; then
    echo "$step" > "$ATTUNE_DIR/checkpoints/unfinished"
    mv "$ATTUNE_DIR/checkpoints/unfinished" "$ATTUNE_DIR/checkpoints/$step"
    echo "{\"step\": $step, \"checkpoint\": \"checkpoints/$step\"}" >> "$metrics"
  fi
done
