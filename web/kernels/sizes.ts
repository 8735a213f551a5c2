import { count, sameShape } from "../arrays/index.js";
import type { Axis } from "./axes.js";
import { ShapeError } from "./errors.js";

/** The sizes of the named dimensions of one call, and which tensor (or else which parameter) gave each. */
export class Sizes {
  readonly #operation: string;
  /** A list, because `...rows` stands for several. */
  readonly #bound = new Map<string, { readonly list: readonly number[]; readonly tensor: string | undefined }>();

  constructor(operation: string) {
    this.#operation = operation;
  }

  /** Gives a dimension its size, or makes sure that it, or an expression, has this one. */
  set(written: Axis, list: readonly number[], tensor?: string): void {
    const axis = this.#present(written);
    const { name, isName } = axis;
    const wanted = isName ? this.bind(name, list, tensor) : [this.of(axis)];
    if (sameShape(list, wanted)) return;
    const rule = isName ? `${this.#source(name)} is` : "must be";
    this.#refuse(`${tensor}.${name} is ${list}, ${rule} ${wanted}`, tensor, name);
  }

  /** Gives a dimension its size, unless it has one, and returns what it has now. */
  bind(name: string, list: readonly number[], tensor?: string): readonly number[] {
    const bound = this.#bound.get(name);
    if (!bound) this.#bound.set(name, { list, tensor });
    return bound?.list ?? list;
  }

  /** Sets the dimensions `axes` by the shape of a tensor. One that broadcasts may lack outer ones, or have size 1. */
  match(tensor: string, axes: readonly Axis[], shape: readonly number[], broadcast: boolean): void {
    const extra = shape.length - axes.length;
    const many = axes.some((axis) => axis.many);
    if (broadcast ? extra > 0 : many ? extra < -1 : extra) {
      const words = axes.map((axis) => (axis.many ? "..." : "") + axis.name);
      const rule = broadcast ? "broadcast to" : "be";
      this.#refuse(`${tensor} has shape [${shape}], must ${rule} [${words.join(", ")}]`, tensor);
    }
    let from = 0;
    for (const axis of broadcast ? axes.slice(-extra) : axes) {
      const list = shape.slice(from, from + (axis.many ? extra + 1 : 1));
      from += list.length;
      if (!broadcast || list[0] !== 1) this.set(axis, list, tensor);
    }
  }

  /** The size of a dimension or of an expression. What no tensor gave, because it is absent, is 0. */
  of({ terms, factors }: Axis): number {
    return terms.length > 0
      ? Math.max(
          terms.reduce((sum, term) => sum + this.of(term), 0),
          0,
        )
      : count(factors.map((factor) => (typeof factor === "number" ? factor : count(this.list(factor)))));
  }

  /** The sizes that a name stands for. */
  list(name: string): readonly number[] {
    return this.#bound.get(name)?.list ?? [0];
  }

  /** The sizes that a name of many dimensions stands for; there must be one at least. */
  some(name: string): readonly number[] {
    const list = this.list(name);
    const tensor = this.#bound.get(name)?.tensor;
    if (list.length === 0) this.#refuse(`${tensor} has shape [], must have a dimension: [1] for one number`, tensor);
    return list;
  }

  /** Makes sure that a dimension is a multiple of another, or of a number. */
  checkMultiple(dimension: Axis, divisor: Axis): void {
    const [size, step] = [this.of(dimension), this.of(divisor)];
    if (size % step === 0 || !size) return;
    const source = divisor.isName ? `${this.#source(divisor.name)}, which is ` : "";
    const { name } = dimension;
    const problem = `${this.#source(name)} is ${size}, must be a multiple of ${source}${step}`;
    this.#refuse(problem, this.#bound.get(name)?.tensor, name);
  }

  /** The shape of an output. */
  shapeOf(axes: readonly Axis[]): readonly number[] {
    return axes.flatMap((axis) => this.#bound.get(axis.name)?.list ?? [this.of(axis)]);
  }

  /** `seqPast+seqK` is `seqK` where there is no past. */
  #present(axis: Axis): Axis {
    const terms = axis.terms.filter(({ name, isName }) => !isName || this.#bound.has(name));
    return terms.length === 1 ? (terms[0] as Axis) : axis;
  }

  #source(name: string): string {
    const tensor = this.#bound.get(name)?.tensor;
    return tensor ? `${tensor}.${name}` : name;
  }

  #refuse(problem: string, tensor: string | undefined, dimension?: string): never {
    throw new ShapeError(this.#operation, problem, tensor, dimension);
  }
}
