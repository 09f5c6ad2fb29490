/**
 * The rows to draw of a series that is longer than what can be seen: of each of `buckets` equal stretches the first and
 * last row and those of its least and largest value, so that no peak, trough or jump is lost. Rows without a finite
 * value are kept where a stretch has no other. All rows where there are no more than four a bucket. Increasing.
 */
export function thinnedRows(values: Float64Array, buckets: number): readonly number[] {
  const { length } = values;
  if (length <= 4 * buckets) return Array.from({ length }, (_, row) => row);
  const rows: number[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * length) / buckets);
    const to = Math.floor(((bucket + 1) * length) / buckets);
    let [least, largest] = [-1, -1];
    for (let row = from; row < to; row++) {
      const value = values[row]!;
      if (!Number.isFinite(value)) continue;
      if (least < 0 || value < values[least]!) least = row;
      if (largest < 0 || value > values[largest]!) largest = row;
    }
    const kept = new Set([from, least, largest, to - 1]);
    kept.delete(-1);
    rows.push(...[...kept].sort((a, b) => a - b));
  }
  return rows;
}
