/** What is said of stopping a trial, wherever that can be done. */
import { defineTexts } from '@attune/core/texts';

export const stopTexts = defineTexts('dashboard-stop', {
  stop: 'Stop',
  question: 'Stop trial {trial}?',
  consequence:
    'It is asked to save and ends; what it measured is kept. It counts as cut short: neither failed nor ranked. It can be tried again afterwards.',
  stopped: 'Trial {trial}: {follows}',
  stopping: 'stopping',
  ended: 'Trial {trial} had ended already',
  again: 'Trial {trial} is tried again',
});
