/** Where a token lies, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The path of an arc between two tokens: over the line that both are in, else from line to line.
 *
 * @param room how high it may rise above its line
 */
export function arcOf(from: Box, to: Box, room: number): string {
  const [start, end] = [middleOf(from), middleOf(to)];
  if (from.top === to.top) {
    if (from.left === to.left) return loop(start, from.top);
    // A cubic curve reaches three quarters of the height of its handles.
    const top = from.top - Math.min(room, 14 + Math.abs(end - start) * 0.28) / 0.75;
    const lean = (end - start) * 0.12;
    return `M${start} ${from.top} C${start + lean} ${top} ${end - lean} ${top} ${end} ${from.top}`;
  }
  const [y, target] = from.top < to.top ? [from.top + from.height, to.top] : [from.top, to.top + to.height];
  const bend = (target - y) / 2;
  return `M${start} ${y} C${start} ${y + bend} ${end} ${target - bend} ${end} ${target}`;
}

const middleOf = ({ left, width }: Box) => left + width / 2;

/** Of a token with itself. */
const loop = (x: number, y: number) => `M${x - 5} ${y} C${x - 20} ${y - 30} ${x + 20} ${y - 30} ${x + 5} ${y}`;
