import { defineTexts } from '@attune/core/texts';

export const trialTexts = defineTexts('trial', {
  protocol: 'ATTUNE_PROTOCOL is "{value}" and this client speaks version 1; use the @attune/train of your Attune',
  notInteger: '{name} is "{value}"; it must be a whole number, {least} or more',
  parametersUnreadable: '{file} cannot be read as a JSON object: {reason}',
  parameterKind: '{file} gives {name} as a list or an object; a parameter is text, a number, true, false or null',
  badStep: 'step is {step}; a step is a whole number, 0 or more',
  reservedMetric:
    'a metric cannot be named "{name}": the protocol reserves that key; name it split/name, as in valid/loss',
  badMetric: 'metric {name} is not a number; convert it before reporting it',
  standalone: 'not started by Attune: measurements go to stdout, files to {directory}',
});
