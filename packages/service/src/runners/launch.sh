#!/bin/sh
# launch.sh DIRECTORY WORKDIR COMMAND [ARGUMENT ...]
# Runs one attempt so that whoever comes later can tell what became of it, from files alone:
#   pid     this shell's process id, start time and boot id; created exclusively, so that an attempt runs at most once
#   exit    the command's exit status; written last
#   stdout, stderr
# DIRECTORY/setup.sh, where there is one, is read into this shell first.
dir=$1 workdir=$2
shift 2

start_time() {
  if { read -r stat < "/proc/$$/stat"; } 2> /dev/null; then
    # Everything up to the command's name may hold spaces; the start time is the 20th field after it.
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    shift 19
    start=$1
    { read -r boot < /proc/sys/kernel/random/boot_id; } 2> /dev/null || boot=none
  else
    start=$(ps -o lstart= -p $$ | tr -s ' ' '_')
    boot=none
  fi
}

start_time
set -C
{ echo "$$ $start $boot" > "$dir/pid"; } 2> /dev/null || exit 0
set +C

# Signals are for the command; this shell outlives it to leave its status.
trap : TERM INT HUP
trap 'echo "$?" > "$dir/exit"' EXIT

{
  cd "$workdir" && { [ ! -f "$dir/setup.sh" ] || . "$dir/setup.sh"; } && "$@"
} > "$dir/stdout" 2> "$dir/stderr" < /dev/null
exit
