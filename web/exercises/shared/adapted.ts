/** Ways that were written for the arguments of one exercise, for those of another. */
import type { Way } from "../../format/mistake.js";

/** From the arguments that there are to those that the ways take. Two ways can be made one as before. */
export function adapter<Given, Taken>(convert: (inputs: Given) => Taken): (way: Way<Taken>) => Way<Given> {
  const originals = new WeakMap<Way<Given>, Way<Taken>>();
  const adapt = (way: Way<Taken>): Way<Given> => {
    const adapted = Object.assign((inputs: Given) => way(convert(inputs)), {
      and: (other: Way<Given>) => {
        const original = originals.get(other);
        const both = original && way.and?.(original);
        return both && adapt(both);
      },
    });
    originals.set(adapted, way);
    return adapted;
  };
  return adapt;
}
