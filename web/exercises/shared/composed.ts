/** Ways built of exchangeable steps, so that two of them that exchange different steps can be made one: two mistakes at once. */
import type { Nd } from "../../arrays/nd.js";
import type { Answer, Way } from "../../format/mistake.js";

/** A way that gives a `Result`. */
type Composed<Inputs, Result> = ((inputs: Inputs) => Result) & {
  readonly and: (other: Way<Inputs>) => Way<Inputs> | undefined;
};

/**
 * From what computes an answer with some steps exchanged to what makes a way of these steps. They may depend on the inputs.
 * Two ways that exchange the same step throw when they are called as one.
 */
export function composed<Inputs, Variant extends object, Result extends Nd | Answer>(
  compute: (inputs: Inputs, variant: Variant) => Result,
): (variant: Variant | ((inputs: Inputs) => Variant)) => Composed<Inputs, Result> {
  const variants = new WeakMap<Way<Inputs>, (inputs: Inputs) => Variant>();
  const made = (variantOf: (inputs: Inputs) => Variant): Composed<Inputs, Result> => {
    const way = Object.assign((inputs: Inputs) => compute(inputs, variantOf(inputs)), {
      and: (other: Way<Inputs>) => {
        const others = variants.get(other);
        return others && made((inputs) => joined(variantOf(inputs), others(inputs)));
      },
    });
    variants.set(way, variantOf);
    return way;
  };
  return (variant) => made(typeof variant === "function" ? variant : () => variant);
}

function joined<Variant extends object>(one: Variant, other: Variant): Variant {
  const twice = Object.keys(one).find((step) => Object.hasOwn(other, step));
  if (twice !== undefined) throw new RangeError(`Both exchange the step ${twice}.`);
  return { ...one, ...other };
}
