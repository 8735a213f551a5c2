/** Whose work a file is, and of which exercise. */
export interface WhoAndWhat {
  readonly learner: string;
  readonly exercise: string | undefined;
}

/**
 * Reads them from the path below the folder that was given, as in `alice/softmax.py`, `softmax/alice.py` or
 * `alice_softmax.py`. The exercise is the innermost name that is one, else the innermost that has one in it; the learner is
 * what else the outermost name says.
 *
 * @param parts folders and the file's name without its ending
 */
export function whoAndWhat(parts: readonly string[], slugs: readonly string[]): WhoAndWhat {
  const names = parts.map(withoutCourseMarks);
  const found = names.map((name) => findSlug(name, slugs));
  const inward = [...found].reverse();
  const exercise = (inward.find((one) => one?.rest === "") ?? inward.find((one) => one !== undefined))?.slug;
  const who = names.map((name, i) => found[i]?.rest ?? name);
  const learner = who.find((name) => name !== "") ?? names.at(-1) ?? "";
  return { learner, exercise };
}

/** Moodle's "Alice Chen_12345_assignsubmission_file_softmax" is Alice Chen's softmax. */
const withoutCourseMarks = (name: string) =>
  name.replace(/_\d+_assignsubmission_(?:file|onlinetext)(?:_|$)/, " ").trim();

/** The longest exercise that a name has in it, and what is left of the name. */
function findSlug(
  name: string,
  slugs: readonly string[],
): { readonly slug: string; readonly rest: string } | undefined {
  // One character for one, so that positions stay.
  const plain = `-${name.toLowerCase().replaceAll(/[_\s.]/g, "-")}-`;
  const slug = slugs
    .filter((candidate) => plain.includes(`-${candidate}-`))
    .reduce((longest, candidate) => (candidate.length > longest.length ? candidate : longest), "");
  if (slug === "") return undefined;
  const at = plain.indexOf(`-${slug}-`);
  const around = [name.slice(0, at), name.slice(at + slug.length)];
  const rest = around.map((text) => text.replaceAll(/^[-_\s.]+|[-_\s.]+$/g, "")).filter((text) => text !== "");
  return { slug, rest: rest.join(" ") };
}
