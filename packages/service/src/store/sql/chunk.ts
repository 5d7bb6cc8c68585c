/**
 * Points as bytes. Values are float64, little-endian. Steps begin with a byte that tells how they follow: 1 = differences
 * to the step before (to 0 for the first), zigzag-coded so that small ones of either sign take one byte, each as seven
 * bits a byte, least first, the eighth bit set on all but the last; 0 = float64, little-endian, where a difference is no
 * integer below 2⁵². About nine bytes a point.
 */
export function encodeSteps(steps: readonly number[]): Uint8Array {
  const bytes: number[] = [1];
  let previous = 0;
  for (const step of steps) {
    const difference = step - previous;
    if (!Number.isInteger(step) || Math.abs(difference) >= 2 ** 52 || !Number.isSafeInteger(step)) {
      return Uint8Array.of(0, ...encodeValues(steps));
    }
    let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
    while (rest >= 128) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
    previous = step;
  }
  return Uint8Array.from(bytes);
}

/** Appends the decoded steps to `into`. */
export function decodeSteps(bytes: Uint8Array, into: number[]): void {
  if (bytes[0] === 0) {
    decodeValues(bytes.subarray(1), into);
    return;
  }
  let step = 0;
  for (let at = 1; at < bytes.length;) {
    let zigzag = 0;
    let place = 1;
    let byte = 128;
    while (byte >= 128) {
      byte = bytes[at++] ?? 0;
      zigzag += (byte % 128) * place;
      place *= 128;
    }
    step += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    into.push(step);
  }
}

export function encodeValues(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat64(8 * i, value, true));
  return bytes;
}

/** Appends the decoded values to `into`. */
export function decodeValues(bytes: Uint8Array, into: number[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.byteLength; at += 8) into.push(view.getFloat64(at, true));
}
