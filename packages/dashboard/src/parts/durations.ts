/** Spans and points of time in words, short enough for a table. */

/** `45 s`, `3 min`, `2 h 5 min`, `3 d 4 h`. Seconds may have fractions; less than one is shown as `< 1 s`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 1) return '< 1 s';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, 'h', minutes % 60, 'min');
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** `just now`, `3 min ago`; from a week on the date. Times are milliseconds. */
export function ago(time: number, now: number): string {
  const seconds = (now - time) / 1000;
  if (seconds < 10) return 'just now';
  return seconds < 7 * 86_400 ? `${duration(seconds)} ago` : day(time);
}

/** `2026-11-22`, in the reader's own time zone. */
export function day(time: number): string {
  const date = new Date(time);
  return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
}

/** `2026-11-22 09:35`, in the reader's own time zone. */
export function minute(time: number): string {
  const date = new Date(time);
  return `${day(time)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `12:03`, of another day than `now` with its date; in the reader's own time zone. */
export function clock(time: number, now: number): string {
  return day(time) === day(now) ? minute(time).slice(-5) : minute(time);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
