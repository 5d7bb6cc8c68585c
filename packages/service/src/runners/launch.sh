#!/bin/sh
# launch.sh DIRECTORY WORKDIR COMMAND [ARGUMENT ...]
# Runs one attempt so that whoever comes later can tell what became of it, from files alone:
#   pid     this shell's process id, start time and boot id; created exclusively, so that an attempt runs at most once
#   exit    the command's exit status; written last
#   stdout, stderr
# Where DIRECTORY/stop is made before the command begins, the command never does, and the exit status is 143.
# DIRECTORY/setup.sh, where there is one, is read first, by a shell of its own that then becomes the command.
# This shell's names are long lest they are those of a variable that the command inherits.
attune_launch_dir=$1 attune_launch_workdir=$2
shift 2

attune_launch_claim() {
  if { read -r attune_launch_stat < "/proc/$$/stat"; } 2> /dev/null; then
    # Everything up to the command's name may hold spaces; the start time is the 20th field after it.
    # shellcheck disable=SC2086
    set -- ${attune_launch_stat##*) }
    shift 19
    { read -r attune_launch_boot < /proc/sys/kernel/random/boot_id; } 2> /dev/null || attune_launch_boot=none
  else
    set -- "$(ps -o lstart= -p $$ | tr -s ' ' '_')"
    attune_launch_boot=none
  fi
  set -C
  { echo "$$ $1 $attune_launch_boot" > "$attune_launch_dir/pid"; } 2> /dev/null || exit 0
  set +C
}

# In a function, what the setup does to its arguments leaves those of the command alone.
attune_launch_prepared() {
  exec /bin/sh -c 'attune_setup() { . "$0"; }; attune_setup && exec "$@"' "$attune_launch_dir/setup.sh" "$@"
}

# Signals are for the command; this shell outlives it to leave its status. One that comes before the command has a process is
# lost here: so whoever sends one makes `stop` first.
trap : TERM INT HUP
attune_launch_claim
trap 'echo "$?" > "$attune_launch_dir/exit"' EXIT

{
  cd "$attune_launch_workdir" && (
    # This process, which becomes the command, no longer traps signals: what came earlier is seen here, what comes later ends it.
    if [ -e "$attune_launch_dir/stop" ]; then exit 143; fi
    if [ -f "$attune_launch_dir/setup.sh" ]; then attune_launch_prepared "$@"; fi
    exec "$@"
  )
} > "$attune_launch_dir/stdout" 2> "$attune_launch_dir/stderr" < /dev/null
exit
