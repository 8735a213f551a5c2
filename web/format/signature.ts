import { type Language, languages } from "./languages.js";
import type { Text } from "./locales.js";

/** What an array holds: float32 numbers, int32 numbers or ids, or truth values. */
export type Kind = "float" | "int" | "bool";

/** An array by its named dimensions. */
interface Arrayed {
  readonly kind: Kind;
  /** Named dimensions, for example `["B", "L", "d"]`; `[]` for one number. */
  readonly shape: readonly string[];
  readonly about: Text;
  /** Whether it may hold NaN and infinities. Default: every number is finite. */
  readonly nonFinite?: boolean;
}

/** One argument of the learner's function. Names are Python's; parameter dictionaries keep their keys in all languages. */
export type Argument =
  | (Arrayed & { readonly name: string })
  | { readonly name: string; readonly kind: "number" | "boolean"; readonly about: Text }
  | {
      readonly name: string;
      readonly kind: "params";
      readonly entries: Readonly<Record<string, { readonly shape: readonly string[]; readonly about: Text }>>;
      readonly about: Text;
    };

/** One array that the function returns. Floats are compared within the tolerance, ints and bools exactly. */
export interface Output extends Arrayed {
  readonly name: string;
  /** Checked where a learner returns it, and not missed where they do not. */
  readonly optional?: boolean;
}

/** The function that the learner writes: its name, its arguments in order, what it returns in order. */
export interface Signature {
  /** In snake_case; see `functionName`. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** At least one, the required ones first. */
  readonly outputs: readonly Output[];
}

/** The name a learner gives the function: snake_case in Python, camelCase in JavaScript. */
export const functionName = ({ name }: Pick<Signature, "name">, language: Language): string => spelled(name, language);

/** A name in snake_case as a language spells it: `num_heads`, or `numHeads`. */
export function spelled(name: string, language: Language): string {
  const { naming } = languages[language];
  switch (naming) {
    case "snake_case":
      return name;
    case "camelCase":
      return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    default:
      return naming satisfies never;
  }
}
