/** A number, or the value of a name. */
export type Expression = (values: Readonly<Record<string, number>>) => number;

/** What keeps a text from being read as an expression: a name that is not known, or something at a position. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";

  constructor(
    readonly problem: "empty" | "unknown-name" | "unreadable",
    /** The name, or what stands where it cannot be read on; "" at the end. */
    readonly found: string,
  ) {
    super(`${problem}: ${found}`);
  }
}

const longestText = 200;

/**
 * Reads the entries of a line of a derivation as people write them: `(B, H, L, d/H)`, `p_i (g_i - s)`, `2·L·S`, `n^2/2`. Names may
 * follow each other without a sign. A line is one expression, or several in round or square brackets or between commas.
 *
 * @param names those that may be used
 * @throws {ExpressionError}
 */
export function readExpressions(text: string, names: readonly string[]): readonly Expression[] {
  const plain = text
    .slice(0, longestText)
    .replace(/²/g, "^2")
    .normalize("NFKC")
    .replace(/[−–]/g, "-")
    .replace(/[×·∙⋅]/g, "*")
    .replace(/\*\*/g, "^")
    .replace(/÷/g, "/")
    .trim();
  if (plain === "") throw new ExpressionError("empty", "");
  const tokens = tokensOf(plain, names);
  return new Reader(isTuple(tokens) ? tokens.slice(1, -1) : tokens).entries();
}

type Token = { readonly number: number } | { readonly name: string } | { readonly sign: string };

/** Whether the first bracket closes at the end, and what it holds are entries and no product. */
function isTuple(tokens: readonly Token[]): boolean {
  const signs = tokens.map((token) => ("sign" in token ? token.sign : ""));
  if (signs[0] === "[") return signs.at(-1) === "]";
  if (signs[0] !== "(" || signs.at(-1) !== ")") return false;
  let depth = 0;
  return signs.every((sign, i) => {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    return depth > 0 || i === signs.length - 1;
  });
}

function tokensOf(text: string, names: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  for (let rest = text; rest !== ""; ) {
    const blank = /^\s+/.exec(rest);
    const number = /^(?:\d+(?:\.\d+)?|\.\d+)/.exec(rest);
    const word = /^\p{L}+(?:_\{?\p{L}*\d*\}?)?\d*/u.exec(rest);
    if (blank) rest = rest.slice(blank[0].length);
    else if (number) {
      tokens.push({ number: Number(number[0]) });
      rest = rest.slice(number[0].length);
    } else if (word) {
      tokens.push(...namesIn(word[0].replaceAll(/[{}]/g, ""), names));
      rest = rest.slice(word[0].length);
    } else if (/^[-+*/^(),[\]]/.test(rest)) {
      tokens.push({ sign: rest[0] as string });
      rest = rest.slice(1);
    } else throw new ExpressionError("unreadable", rest[0] as string);
  }
  return tokens;
}

/** A word is a name, or several that follow each other. */
function namesIn(word: string, names: readonly string[]): readonly Token[] {
  if (word === "") return [];
  const longestFirst = names.toSorted((a, b) => b.length - a.length);
  const name = longestFirst.find((candidate) => word.startsWith(candidate));
  if (name === undefined) throw new ExpressionError("unknown-name", word);
  return [{ name }, ...namesIn(word.slice(name.length), names)];
}

/** Sums of products of powers. */
class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  entries(): readonly Expression[] {
    const entries = [this.sum()];
    while (this.takes(",")) {
      if (this.at === this.tokens.length) break;
      entries.push(this.sum());
    }
    if (this.at < this.tokens.length) throw this.stuck();
    return entries;
  }

  private sum(): Expression {
    let value = this.takes("-") ? negated(this.product()) : this.product();
    for (;;) {
      if (this.takes("+")) value = added(value, this.product());
      else if (this.takes("-")) value = added(value, negated(this.product()));
      else return value;
    }
  }

  private product(): Expression {
    let value = this.power();
    for (;;) {
      if (this.takes("*") || this.startsFactor()) value = multiplied(value, this.power());
      else if (this.takes("/")) value = divided(value, this.power());
      else return value;
    }
  }

  private startsFactor(): boolean {
    const token = this.tokens[this.at];
    return token !== undefined && (!("sign" in token) || token.sign === "(");
  }

  private power(): Expression {
    const base = this.atom();
    if (!this.takes("^")) return base;
    const exponent = this.takes("-") ? negated(this.power()) : this.power();
    return (values) => base(values) ** exponent(values);
  }

  private atom(): Expression {
    const token = this.tokens[this.at];
    if (token && "number" in token) {
      this.at++;
      return () => token.number;
    }
    if (token && "name" in token) {
      this.at++;
      return (values) => values[token.name] ?? Number.NaN;
    }
    if (!this.takes("(")) throw this.stuck();
    const inner = this.sum();
    if (!this.takes(")")) throw this.stuck();
    return inner;
  }

  private takes(sign: string): boolean {
    const token = this.tokens[this.at];
    const is = token !== undefined && "sign" in token && token.sign === sign;
    if (is) this.at++;
    return is;
  }

  private stuck(): ExpressionError {
    const token = this.tokens[this.at];
    const found = !token ? "" : "sign" in token ? token.sign : "name" in token ? token.name : `${token.number}`;
    return new ExpressionError("unreadable", found);
  }
}

const negated =
  (a: Expression): Expression =>
  (values) =>
    -a(values);
const added =
  (a: Expression, b: Expression): Expression =>
  (values) =>
    a(values) + b(values);
const multiplied =
  (a: Expression, b: Expression): Expression =>
  (values) =>
    a(values) * b(values);
const divided =
  (a: Expression, b: Expression): Expression =>
  (values) =>
    a(values) / b(values);
