/** What the engine says while it works. */
import { defineTexts } from '@attune/core/texts';

export const engineTexts = defineTexts('engine', {
  unread: 'trial {trial}: not all of its metrics could be read: {problem}',
  fromScratch:
    'trial {trial} was to resume at step {step} but began anew: its earlier curve does not count any more; does the script load ATTUNE_RESUME?',
  adopted: '{count} {count|trial|trials} of an earlier run {count|goes|go} on',
  adoptedElsewhere:
    '{count} {count|trial|trials} of round {round} still {count|runs|run}, each in a place of its own: `attune run {round}` continues that round',
  endedElsewhere: 'an attempt of trial {trial} of round {round} has ended: the trial is {status}',
  deadStart:
    '{count} attempts in a row failed before their first measurement. Mend the cause and run again; nothing is lost.\n{trace}{explanation}',
  ownLoop: 'trials are given to programs that ask `attune serve` for them, see docs/api.md',
  interrupted: 'the same command continues where it stopped',
  asked: 'paused by {actor}: it continues where it stopped',
  askedHere: 'paused from this machine: it continues where it stopped',
  stopping: 'asking {count} running {count|trial|trials} to save and end',
});
