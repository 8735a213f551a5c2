/** A CMIString4096: what SCORM 1.2 keeps between two visits, and no more. */
const longest = 4096;

/**
 * The learner's work as `cmi.suspend_data`: as JSON, else compressed, else undefined, because half a program is none.
 * Non-ASCII characters are escaped, for systems that count or keep bytes.
 */
export async function packWork(work: unknown): Promise<string | undefined> {
  const json = JSON.stringify(work).replace(
    /[^\x20-\x7e]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  if (json.length <= longest) return json;
  const packed = `z${btoa(binary(await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(json))))}`;
  return packed.length <= longest ? packed : undefined;
}

/** The work that `packWork` packed; undefined when there is none, or somebody else's. */
export async function unpackWork(data: string): Promise<unknown> {
  try {
    if (!data.startsWith("z")) return JSON.parse(data);
    const bytes = Uint8Array.from(atob(data.slice(1)), (it) => it.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), bytes)));
  } catch {
    return undefined;
  }
}

const binary = (bytes: Uint8Array) => Array.from(bytes, (it) => String.fromCharCode(it)).join("");

async function through(stream: CompressionStream | DecompressionStream, bytes: BufferSource): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}
