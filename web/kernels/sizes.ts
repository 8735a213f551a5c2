import { count } from "../arrays/index.js";
import { ShapeError } from "./errors.js";

const isName = (word: string) => /^[a-z]\w*$/i.test(word);
const stem = (word: string) => word.replace("...", "");

/** The name of the largest dimension of a tensor. */
export function largest(axes: string, shape: readonly number[]): string | undefined {
  // Counted from the end, because leading dimensions are one word.
  const word = axesOf(axes).at(shape.indexOf(Math.max(...shape)) - shape.length);
  return word && stem(word);
}

/** The words of a shape of the operation table. */
export const axesOf = (shape: string) => shape.split(" ");

/** The sizes of the named dimensions of one call, and which tensor (or else which parameter) gave each. */
export class Sizes {
  readonly #operation: string;
  /** A list, because `...rows` stands for several. */
  readonly #bound = new Map<string, { readonly list: readonly number[]; readonly tensor: string | undefined }>();

  constructor(operation: string) {
    this.#operation = operation;
  }

  /** Gives a dimension its size, or makes sure that it, or an expression, has this one. */
  set(written: string, list: readonly number[], tensor?: string): void {
    // `seqPast+seqK` is `seqK` where there is no past.
    const terms = written
      .split("+")
      .filter((term, _, { length }) => length === 1 || !isName(term) || this.#bound.has(term));
    const name = terms.join("+");
    const wanted = this.shapeOf(name);
    if (isName(name) && !this.#bound.has(name)) this.#bound.set(name, { list, tensor });
    else if (String(list) !== String(wanted)) {
      const rule = isName(name) ? `${this.#source(name)} is` : "must be";
      this.#refuse(`${tensor}.${name} is ${list}, ${rule} ${wanted}`, tensor, name);
    }
  }

  /** Sets the dimensions that `axes` names by the shape of a tensor. One that broadcasts may lack outer ones, or have size 1. */
  match(tensor: string, axes: string, shape: readonly number[], broadcast = false): void {
    const words = axesOf(axes);
    const extra = shape.length - words.length;
    if (broadcast ? extra > 0 : axes.startsWith("...") ? extra < -1 : extra) {
      const rule = broadcast ? "broadcast to" : "be";
      this.#refuse(`${tensor} has shape [${shape}], must ${rule} [${words.join(", ")}]`, tensor);
    }
    let axis = 0;
    for (const word of words.slice(broadcast ? -extra : 0)) {
      const from = axis;
      axis += word.startsWith("...") ? extra + 1 : 1;
      const list = shape.slice(from, axis);
      if (!broadcast || list[0] !== 1) this.set(stem(word), list, tensor);
    }
  }

  /** The size of a dimension or of an expression. What no tensor gave, because it is absent, is 0. */
  of(expression: string): number {
    const sizeOf = (factor: string) => (isName(factor) ? count(this.#bound.get(factor)?.list ?? [0]) : Number(factor));
    return expression.split("+").reduce((sum, term) => sum + count(term.split("*").map(sizeOf)), 0);
  }

  /** Makes sure that a dimension is a multiple of another, or of a number. */
  checkMultiple(name: string, divisor: string): void {
    if (this.of(name) % this.of(divisor) === 0 || !this.of(name)) return;
    const rule = `must be a multiple of ${isName(divisor) ? `${this.#source(divisor)}, which is ` : ""}${this.of(divisor)}`;
    this.#refuse(`${this.#source(name)} is ${this.of(name)}, ${rule}`, this.#bound.get(name)?.tensor, name);
  }

  /** The shape of an output. */
  shapeOf(axes: string): readonly number[] {
    return axesOf(axes).flatMap((word) => this.#bound.get(stem(word))?.list ?? [this.of(word)]);
  }

  #source(name: string): string {
    const tensor = this.#bound.get(name)?.tensor;
    return tensor ? `${tensor}.${name}` : name;
  }

  #refuse(problem: string, tensor: string | undefined, dimension?: string): never {
    throw new ShapeError(this.#operation, problem, tensor, dimension);
  }
}
