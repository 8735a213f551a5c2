import type { FloatTensor } from "../../kernels/index.js";
import { rowsOf, softmaxOfKept } from "../shared/largest.js";

/** The probabilities of a row, and its tokens from the likeliest on. */
export function ranked(row: readonly number[]): {
  readonly probabilities: readonly number[];
  readonly order: readonly number[];
} {
  const probabilities = softmaxOfKept(
    row,
    row.map(() => true),
  );
  const order = row.map((_, token) => token).sort((a, b) => (row[b] as number) - (row[a] as number) || a - b);
  return { probabilities, order };
}

/** logits [B, V] to [B, V]. */
export function topPProbabilities(logits: FloatTensor, p: number): FloatTensor {
  const rows = rowsOf(logits).map((row) => {
    const { probabilities, order } = ranked(row);
    const kept = new Set<number>();
    let before = 0;
    for (const token of order) {
      if (before >= p) break;
      kept.add(token);
      before += probabilities[token] as number;
    }
    return softmaxOfKept(
      row,
      row.map((_, token) => kept.has(token)),
    );
  });
  return { shape: logits.shape, data: Float32Array.from(rows.flat()) };
}
