#!/bin/sh
# Gradient descent on ½ (x² + 25 y²), from a random start: a training program that speaks the trial protocol.
set -eu

lr=0.01
for word; do
  case $word in
    --lr=*) lr=${word#--lr=} ;;
    *) echo "unknown argument $word" >&2; exit 2 ;;
  esac
done

dir=${ATTUNE_DIR:-.}
every=${ATTUNE_EVAL_EVERY:-5}
until=${ATTUNE_UNTIL_STEP:-${ATTUNE_MAX_STEPS:-100}}

if [ -n "${ATTUNE_RESUME:-}" ]; then
  read -r step x y <"$ATTUNE_RESUME"
else
  step=0
  start=$(awk -v seed="${ATTUNE_SEED:-0}" 'BEGIN { srand(seed); print 1 + rand(), 1 + rand() }')
  x=${start% *} y=${start#* }
fi

while [ "$step" -lt "$until" ]; do
  next=$((step - step % every + every))
  [ "$next" -le "$until" ] || next=$until
  result=$(awk -v n=$((next - step)) -v lr="$lr" -v x="$x" -v y="$y" 'BEGIN {
    for (; n > 0; n--) { x -= lr * x; y -= lr * 25 * y }
    printf "%.17g %.17g %.17g", x, y, (x * x + 25 * y * y) / 2
  }')
  step=$next
  loss=${result##* } result=${result% *}
  x=${result% *} y=${result#* }
  printf '{"step": %d, "valid/loss": %s, "lr": %s}\n' "$step" "$loss" "$lr" >>"$dir/metrics.jsonl"
done

# Announced after this step's metrics, and only once it is complete: written under another name first, then renamed.
mkdir -p "$dir/checkpoints"
echo "$step $x $y" >"$dir/checkpoints/$step.partial"
mv "$dir/checkpoints/$step.partial" "$dir/checkpoints/$step"
printf '{"step": %d, "checkpoint": "checkpoints/%d"}\n' "$step" "$step" >>"$dir/metrics.jsonl"
