/**
 * Zeroed typed arrays for runs of any size. The runtime takes about 0.8 µs for an array of more than 64 bytes and of
 * 64 KiB alike, so a campaign of small runs would spend its time there; small arrays are therefore cut, one after the
 * other, out of a larger buffer. No byte of it is handed out twice, so nobody shares a cell; a small array keeps its
 * neighbours' memory from being freed, and its `buffer` is not its own.
 */

/** Arrays above this size have a buffer of their own. */
const LARGEST_SMALL_BYTES = 4096;
const BUFFER_BYTES = 65_536;
/** What every element type may start at. */
const ALIGNMENT = 8;

let buffer = new ArrayBuffer(BUFFER_BYTES);
let used = 0;

/** `length` doubles, all 0. */
export function doubles(length: number): Float64Array<ArrayBuffer> {
  const size = length * Float64Array.BYTES_PER_ELEMENT;
  if (size > LARGEST_SMALL_BYTES) return new Float64Array(length);
  const offset = cut(size);
  return new Float64Array(buffer, offset, length);
}

/** `length` 32-bit integers, all 0. */
export function integers(length: number): Int32Array<ArrayBuffer> {
  const size = length * Int32Array.BYTES_PER_ELEMENT;
  if (size > LARGEST_SMALL_BYTES) return new Int32Array(length);
  const offset = cut(size);
  return new Int32Array(buffer, offset, length);
}

/** `length` bytes, all 0. */
export function bytes(length: number): Uint8Array<ArrayBuffer> {
  if (length > LARGEST_SMALL_BYTES) return new Uint8Array(length);
  const offset = cut(length);
  return new Uint8Array(buffer, offset, length);
}

/** Where the next `size` bytes of {@link buffer} begin; a new buffer where the last one is used up. */
function cut(size: number): number {
  if (used + size > BUFFER_BYTES) {
    buffer = new ArrayBuffer(BUFFER_BYTES);
    used = 0;
  }
  const offset = used;
  used += (size + ALIGNMENT - 1) & -ALIGNMENT;
  return offset;
}
