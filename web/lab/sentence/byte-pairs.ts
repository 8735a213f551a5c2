/** One merge: two symbols that became one. Symbols below 256 are bytes; merge number m made symbol 256 + m. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  /** How often the pair was found when it was merged. */
  readonly count: number;
}

export interface BytePairs {
  /** All merges that were learnt, in order. */
  readonly merges: readonly Merge[];
  /** What the text is cut into by the merges that were asked for, as bytes. */
  readonly tokens: readonly Uint8Array<ArrayBuffer>[];
}

/** As GPT-2 cuts a text before it merges: runs of letters, of digits, of other signs, each with the blank before it. */
const pieces = / ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+/gu;

/**
 * Byte-pair encoding learnt from the text itself (Sennrich et al., arXiv 1508.07909; over bytes as in GPT-2): the pair of
 * neighbours that is found most often becomes one symbol, of equal ones the smaller, until no pair is found twice. Pairs
 * do not reach over the ends of pieces, and do not overlap.
 *
 * @param most merges after which the cutting ends; all are learnt. Default: all.
 */
export function learnBytePairs(text: string, most = Number.POSITIVE_INFINITY): BytePairs {
  const encoder = new TextEncoder();
  let words = (text.match(pieces) ?? []).map((piece) => Array.from(encoder.encode(piece)));
  let cut = words;
  const merges: Merge[] = [];
  for (let best = mostFrequent(words); best; best = mostFrequent(words)) {
    const symbol = 256 + merges.length;
    const { left, right } = best;
    merges.push(best);
    words = words.map((word) => merged(word, left, right, symbol));
    if (merges.length <= most) cut = words;
  }
  return { merges, tokens: cut.flat().map((symbol) => Uint8Array.from(bytesOf(symbol, merges))) };
}

/** The bytes that a symbol stands for. */
export function bytesOf(symbol: number, merges: readonly Merge[]): readonly number[] {
  const merge = merges[symbol - 256];
  return merge ? [...bytesOf(merge.left, merges), ...bytesOf(merge.right, merges)] : [symbol];
}

function mostFrequent(words: readonly (readonly number[])[]): Merge | undefined {
  const found = new Map<string, Merge>();
  for (const word of words) {
    for (let i = 0; i + 1 < word.length; i++) {
      const [left, right] = [word[i] as number, word[i + 1] as number];
      const name = `${left},${right}`;
      found.set(name, { left, right, count: (found.get(name)?.count ?? 0) + 1 });
      // Of a run such as aaa every second pair, as a merge takes them.
      if (left === right && word[i + 2] === right) i++;
    }
  }
  const [best] = [...found.values()].sort((a, b) => b.count - a.count || a.left - b.left || a.right - b.right);
  return best && best.count > 1 ? best : undefined;
}

function merged(word: readonly number[], left: number, right: number, symbol: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < word.length; i++) {
    const isPair = word[i] === left && word[i + 1] === right;
    out.push(isPair ? symbol : (word[i] as number));
    if (isPair) i++;
  }
  return out;
}
