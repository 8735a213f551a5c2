/** What a call costs, counted as the benchmark counts the kernels: a multiplication and an addition are two operations. */
export interface Cost {
  /** Sums and products of dimensions: `4*B*H*L*S*d`. */
  readonly operations: string;
  /** What the plain way keeps beside inputs and outputs and a better one need not, in numbers: `B*H*L*S`. */
  readonly kept?: string;
  /** What is read and written, where not all of each input is read. Default: every input and output, each once. */
  readonly bytes?: string;
  /** Sizes of a real model, for which the figures are worked out. */
  readonly at: Readonly<Record<string, number>>;
}
