import type { LanguageFacts } from "../../format/index.js";
import type { Cell } from "./cell.js";
import type { SentenceSettings } from "./settings.js";

/** What code says in its comments. */
export interface CodeNames {
  readonly query: string;
  readonly key: string;
  readonly temperature: string;
  readonly masked: string;
  /** Of the row of scores. */
  readonly scores: string;
  readonly sink: string;
}

/** How a dialect writes the same steps. */
interface Dialect {
  readonly comment: string;
  readonly head: string;
  /** What an infinity needs. */
  readonly infinity: string;
  readonly set: (name: string, numbers: readonly number[]) => string;
  readonly dot: string;
  readonly times: (factor: string) => string;
  readonly root: (headDim: number) => string;
  readonly over: (divisor: string) => string;
  readonly cap: (softcap: string) => string;
  readonly add: (bias: string) => string;
  readonly hide: string;
  readonly put: (key: number) => string;
  readonly sink: (logit: string) => string;
  readonly softmax: readonly string[];
  readonly weight: (key: number) => string;
}

const python = {
  comment: "#",
  infinity: "from math import inf",
  times: (factor) => `score = score * ${factor}`,
  root: (headDim) => `${headDim} ** -0.5`,
  over: (divisor) => `score = score / ${divisor}`,
  add: (bias) => `score = score ${bias}`,
  hide: "score = -inf",
  put: (key) => `row[${key}] = score`,
} as const satisfies Partial<Dialect>;

const dialects: Readonly<Record<LanguageFacts["arrays"], Dialect>> = {
  torch: {
    ...python,
    head: "import torch",
    set: (name, numbers) => `${name} = torch.tensor(${list(numbers, "inf")})`,
    dot: "score = q @ k",
    cap: (softcap) => `score = ${softcap} * torch.tanh(score / ${softcap})`,
    sink: (logit) => `row = torch.cat([row, torch.tensor([${logit}])])`,
    softmax: ["weights = torch.softmax(row, 0)"],
    weight: (key) => `weights[${key}]`,
  },
  numpy: {
    ...python,
    head: "import numpy as np",
    set: (name, numbers) => `${name} = np.array(${list(numbers, "inf")})`,
    dot: "score = q @ k",
    cap: (softcap) => `score = ${softcap} * np.tanh(score / ${softcap})`,
    sink: (logit) => `row = np.append(row, ${logit})`,
    softmax: ["powers = np.exp(row - row.max())"],
    weight: (key) => `powers[${key}] / powers.sum()`,
  },
  nested: {
    comment: "//",
    head: "",
    infinity: "",
    set: (name, numbers) => `const ${name} = ${list(numbers, "Infinity")};`,
    dot: "let score = q.reduce((sum, value, i) => sum + value * k[i], 0);",
    times: (factor) => `score *= ${factor};`,
    root: (headDim) => `${headDim} ** -0.5`,
    over: (divisor) => `score /= ${divisor};`,
    cap: (softcap) => `score = ${softcap} * Math.tanh(score / ${softcap});`,
    add: (bias) => `score = score ${bias};`,
    hide: "score = -Infinity;",
    put: (key) => `row[${key}] = score;`,
    sink: (logit) => `row.push(${logit});`,
    softmax: ["const largest = Math.max(...row);", "const powers = row.map((s) => Math.exp(s - largest));"],
    weight: (key) => `powers[${key}] / powers.reduce((sum, power) => sum + power);`,
  },
};

/** Numbers are written with this many decimals, so the code gives the weight to about three. */
const digits = 4;

type CodeSettings = Pick<SentenceSettings, "scale" | "temperature" | "softcap" | "sink">;

/** A program that computes the weight of one cell again, from the numbers on the screen. */
export function cellCode(
  arrays: LanguageFacts["arrays"],
  cell: Cell,
  settings: CodeSettings,
  names: CodeNames,
): string {
  const dialect = dialects[arrays];
  const { scale, temperature, softcap, sink } = settings;
  const lines: string[][] = [
    [dialect.head],
    ...(cell.row.every(Number.isFinite) ? [] : [[dialect.infinity]]),
    [dialect.set("q", cell.q), names.query],
    [dialect.set("k", cell.k), names.key],
    [dialect.dot, written(cell.dot)],
  ];
  if (scale) lines.push([dialect.times(dialect.root(cell.q.length)), temperature === 1 ? written(cell.scaled) : ""]);
  if (temperature !== 1)
    lines.push([dialect.over(String(temperature)), `${names.temperature}: ${written(cell.scaled)}`]);
  if (softcap > 0) lines.push([dialect.cap(String(softcap)), written(cell.capped)]);
  if (cell.bias !== null) lines.push([dialect.add(signed(cell.bias)), `ALiBi: ${written(cell.capped + cell.bias)}`]);
  if (!cell.isVisible) lines.push([dialect.hide, names.masked]);
  lines.push([dialect.set("row", cell.row), names.scores], [dialect.put(cell.key)]);
  if (sink !== null) lines.push([dialect.sink(sink.toFixed(1)), names.sink]);
  lines.push(...dialect.softmax.map((line) => [line]), [dialect.weight(cell.key), written(cell.weight)]);
  return aligned(lines, dialect.comment);
}

/** Comments of short lines begin below each other; those of long ones go above them. */
function aligned(lines: readonly string[][], comment: string): string {
  const short = lines.filter(([code = ""]) => code.length <= 48).map(([code = ""]) => code.length);
  const column = Math.max(...short) + 2;
  return lines
    .filter(([code]) => code)
    .map(([code = "", note]) => {
      if (!note) return code;
      return code.length <= 48 ? `${code.padEnd(column)}${comment} ${note}` : `${comment} ${note}\n${code}`;
    })
    .join("\n");
}

const written = (value: number) => value.toFixed(digits).replace(/^-(0\.0+)$/, "$1");

const signed = (value: number) => `${value < 0 ? "-" : "+"} ${written(Math.abs(value))}`;

/** As many numbers as a line holds. */
const aLine = 8;

function list(numbers: readonly number[], infinity: string): string {
  const words = numbers.map((value) => (Number.isFinite(value) ? written(value) : `-${infinity}`));
  if (words.length <= aLine) return `[${words.join(", ")}]`;
  const lines = Array.from({ length: Math.ceil(words.length / aLine) }, (_, i) =>
    words.slice(i * aLine, (i + 1) * aLine).join(", "),
  );
  return `[\n  ${lines.join(",\n  ")},\n]`;
}
