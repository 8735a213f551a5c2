import { Embedding } from "./layers.js";
import type { Parameter } from "./parameters.js";
import type { Floats, Ints, Workspace } from "./workspace.js";

/** A learned vector for each place, the same in every example of a batch: `[batch, 1, seq, dim]`. */
export class Positions {
  readonly #embedding: Embedding;
  readonly #places: Ints;

  /** @param table `[seq, dim]` */
  constructor(workspace: Workspace, batch: number, table: Parameter) {
    const [seq = 0] = table.value.shape;
    const shape = [batch, 1, seq];
    this.#embedding = new Embedding(workspace, table, shape);
    this.#places = workspace.ints(
      shape,
      Int32Array.from({ length: batch * seq }, (_, i) => i % seq),
    );
  }

  forward(): Floats {
    return this.#embedding.forward(this.#places);
  }

  backward(dy: Floats): void {
    this.#embedding.backward(dy);
  }
}
