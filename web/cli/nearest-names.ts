/** Up to three names that somebody may have meant, nearest first: few letters differ, or one contains the other. */
export function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  const text = wanted.toLowerCase().replaceAll("_", "-");
  const near = names
    .map((name) => ({ name, distance: distanceOf(text, name) }))
    .filter(({ name, distance }) => distance <= Math.max(2, name.length / 3));
  return near
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

function distanceOf(text: string, name: string): number {
  if (name === text) return 0;
  return name.includes(text) || text.includes(name) ? 1 : editDistance(text, name);
}

/** Levenshtein's: insertions, deletions and replacements of single letters. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
