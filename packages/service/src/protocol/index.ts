export {
  buildCommand,
  commandTexts,
  parseCommand,
  passesArguments,
  type CommandTemplate,
  type CommandValues,
} from './command.ts';
export {
  metricsFile,
  paramsFile,
  serverFile,
  paramsText,
  protocolEnvironment,
  protocolVersion,
  type AttemptSettings,
} from './environment.ts';
export { createLineReader, linesTexts, longestLine, type LineBatch, type LineReader } from './lines.ts';
export {
  createMeasurementParser,
  longestName,
  measurementTexts,
  reservedKeys,
  type Measurement,
  type MeasurementLine,
} from './measurement.ts';
export { isSealed } from '@attune/core/study';
export { ownLoop, ownLoopCommand, sendsToServer } from './own-loop.ts';
export { createRedactor, sealedMark } from './sealed.ts';
export { createStdoutParser, type StdoutParser } from './stdout.ts';
export { joinWords, shellWord, wordsTexts } from './words.ts';
