/** Masks for the exercises in which positions of a sequence may be padding, wherever they lie. */
import type { Random } from "../../format/random.js";
import type { BoolTensor } from "../../kernels/index.js";

interface PaddedSizes {
  readonly B: number;
  readonly S: number;
}

export const real = ({ B, S }: PaddedSizes, isReal: (entry: number, position: number) => boolean): BoolTensor => ({
  shape: [B, S],
  data: Uint8Array.from({ length: B * S }, (_, at) => (isReal(Math.floor(at / S), at % S) ? 1 : 0)),
});

/** At random, but of each entry some positions are real and some are padding, others in each entry. */
export function mixed(random: Random, sizes: PaddedSizes): BoolTensor {
  const drawn = random.booleans([sizes.B, sizes.S], 0.6);
  const shift = random.between(0, sizes.S - 1);
  return real(sizes, (entry, position) => {
    const turn = (position + entry + shift) % sizes.S;
    return turn < 2 ? turn === 0 : drawn.data[entry * sizes.S + position] !== 0;
  });
}
