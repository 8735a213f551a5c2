import { at0, type Formula, get, indices, size } from "./arithmetic.js";

/* Cross-entropy and its gradient. */

/** The rows of logits, each with its target; `undefined` for one that is ignored. */
const rowsOf = (inputs: Parameters<Formula>[1], options: Parameters<Formula>[2]) => {
  const [logits, targets] = [get(inputs, "logits"), get(inputs, "targets")];
  const vocab = size(logits, -1);
  return Array.from(targets.data, (target, row) => ({
    logits: indices(vocab).map((c) => at0(logits.data, row * vocab + c)),
    target: target === Number(options.ignoreIndex ?? -100) ? undefined : target,
  }));
};

const crossEntropy: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const rows = rowsOf(inputs, options);
  const losses = rows.map(({ logits, target }) =>
    target === undefined ? 0 : round(arithmetic.softmax(logits).lse - at0(logits, target)),
  );
  const counted = losses.filter((_, row) => rows[row]?.target !== undefined);
  return { loss: [round(arithmetic.sum(counted.length, (i) => at0(counted, i)) / counted.length)], losses };
};

const crossEntropyBackward: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const rows = rowsOf(inputs, options);
  const count = rows.filter(({ target }) => target !== undefined).length;
  const share = round(Number(options.dloss ?? 1) / count);
  const dlogits = rows.flatMap(({ logits, target }) =>
    target === undefined
      ? logits.map(() => 0)
      : arithmetic.softmax(logits).weights.map((p, c) => round(share * (c === target ? round(p - 1) : p))),
  );
  return { dlogits };
};

export const lossFormulas = { crossEntropy, crossEntropyBackward };
