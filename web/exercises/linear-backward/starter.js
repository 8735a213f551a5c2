/**
 * The gradients of a linear layer, y = x @ w.T + b: dx, dw and db.
 *
 * @param {number[][][]} x what went in, (B, L, D)
 * @param {number[][]} w weight, (F, D)
 * @param {number[][][]} dy gradient with respect to y, (B, L, F)
 * @returns {{ dx: number[][][], dw: number[][], db: number[] }} of the shapes of x, w and b: (B, L, D), (F, D), (F)
 */
function linearBackward(x, w, dy) {
  // TODO: what does each of x, w and b add to the loss?
  const zeros = (rows) => rows.map((row) => row.map(() => 0));
  return { dx: x.map(zeros), dw: zeros(w), db: w.map(() => 0) };
}
