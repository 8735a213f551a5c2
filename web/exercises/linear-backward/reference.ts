import type { FloatTensor } from "../../kernels/index.js";

export function linearBackward(x: FloatTensor, w: FloatTensor, dy: FloatTensor) {
  const [F, D] = w.shape as [number, number];
  const dx = new Float64Array(x.data.length);
  const dw = new Float64Array(F * D);
  const db = new Float64Array(F);
  for (let row = 0; row < dy.data.length / F; row++)
    for (let f = 0; f < F; f++) {
      const gradient = dy.data[row * F + f] as number;
      db[f] = (db[f] as number) + gradient;
      for (let c = 0; c < D; c++) {
        dx[row * D + c] = (dx[row * D + c] as number) + gradient * (w.data[f * D + c] as number);
        dw[f * D + c] = (dw[f * D + c] as number) + gradient * (x.data[row * D + c] as number);
      }
    }
  return {
    dx: { shape: x.shape, data: Float32Array.from(dx) },
    dw: { shape: w.shape, data: Float32Array.from(dw) },
    db: { shape: [F], data: Float32Array.from(db) },
  };
}
