#!/bin/sh
# Does what `deeds` in the attempt's directory says, line by line (`agreement.test.ts`).
while read -r kind content; do
  case $kind in
    metrics) printf '%s\n' "$content" >> "$ATTUNE_DIR/metrics.jsonl" ;;
    stderr) printf '%s\n' "$content" >&2 ;;
    exit) exit "$content" ;;
    # With the launcher, so that no exit status is left.
    vanish) kill -KILL "$PPID" $$ ;;
  esac
done < "$ATTUNE_DIR/deeds"
