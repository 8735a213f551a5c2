/**
 * How an exercise with weights is answered by a class, in a dialect that has them: the judge makes the module, copies the
 * weights into its parameters, and calls it.
 */
export interface ModuleForm {
  /** `SelfAttention` */
  readonly name: string;
  /**
   * Arguments of `__init__` in order, by the names that the starter gives them, and where each comes from: a dimension as
   * the signature writes them, `D`, `4*D` or `2`, or an argument that is a number, `num_heads`.
   */
  readonly init: Readonly<Record<string, string>>;
  /**
   * The module's parameters in order of definition, by the names that the starter gives them, `query.weight`, and the input that
   * each holds: an argument, `wq`, or an entry of the parameters, `params.wq`. A star is the number of a block: `blocks.*.query.weight` is
   * one parameter for each entry of the input's first dimension.
   */
  readonly parameters: Readonly<Record<string, string>>;
  /** The arguments of `forward`, in order. */
  readonly forward: readonly string[];
}
