import type { FloatTensor, IntTensor } from "../../kernels/index.js";

/** What a quantised array is kept as. Scale and zero have size 1 along one of the last two axes. */
export interface Codes {
  readonly codes: IntTensor;
  readonly scale: FloatTensor;
  readonly zero: FloatTensor;
}

/** (code - zero) * scale, number by number, for codes [B, G, S, d]. */
export function dequantized({ codes, scale, zero }: Codes): FloatTensor {
  const [B, G, S, d] = codes.shape as [number, number, number, number];
  const data = new Float32Array(codes.data.length);
  const [rows, columns] = scale.shape.slice(2) as [number, number];
  for (let head = 0; head < B * G; head++)
    for (let token = 0; token < S; token++)
      for (let feature = 0; feature < d; feature++) {
        const at = (head * S + token) * d + feature;
        const own = (head * rows + (rows === 1 ? 0 : token)) * columns + (columns === 1 ? 0 : feature);
        data[at] = ((codes.data[at] as number) - (zero.data[own] as number)) * (scale.data[own] as number);
      }
  return { shape: codes.shape, data };
}
