import { digest, readAll, readCachedFile, writeCachedFile } from "./cache.js";
import { type FilePin, pinnedFiles } from "./pins.js";

/** Bytes over the wire so far, and in all as far as known: a file's size becomes exact when its download starts. */
export type OnProgress = (bytesLoaded: number, bytesTotal: number) => void;

/**
 * Gets all files of the runtime: from the browser's cache where they are, else from `baseUrl`, compressed. Every file is
 * the pinned one, wherever it comes from.
 *
 * @throws {Error} with a sentence, when a file cannot be had
 */
export async function loadFiles(
  baseUrl: URL,
  onProgress: OnProgress,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const progress = trackProgress(onProgress);
  const encodings = supportedEncodings();
  const entries = await Promise.all(
    Object.entries(pinnedFiles).map(async ([name, pin]) => {
      const meter = progress.add(expectedBytes(pin, encodings));
      const cached = await readCachedFile(pin);
      if (cached) meter.remove();
      const bytes = cached ?? (await download(baseUrl, name, pin, encodings, meter));
      return [name, bytes] as const;
    }),
  );
  return new Map(entries);
}

async function download(
  baseUrl: URL,
  name: string,
  pin: FilePin,
  encodings: Encodings,
  meter: Meter,
): Promise<Uint8Array<ArrayBuffer>> {
  for (const encoding of encodings) {
    const url = new URL(encoding ? `${name}.${encoding.suffix}` : name, baseUrl);
    const response = await fetch(url).catch((error: unknown) => {
      throw new Error(
        `The Python runtime could not be loaded: ${url.href} (${error instanceof Error ? error.message : error}).`,
      );
    });
    if (!response.ok || !response.body) continue; // A host that does not have it in this encoding.
    const bytes = await read(response, response.body, pin, encoding, meter);
    if (!bytes || (await digest(bytes)) !== pin.sha256) continue;
    meter.done();
    await writeCachedFile(pin, bytes);
    return bytes;
  }
  throw new Error(
    `The Python runtime could not be loaded: ${new URL(name, baseUrl).href} is not there, or is not the file that this version needs.`,
  );
}

interface Encoding {
  readonly suffix: string;
  readonly format: "brotli" | "gzip";
}

/** Best first; uncompressed as a last resort. */
type Encodings = readonly (Encoding | undefined)[];

function expectedBytes(pin: FilePin, [best]: Encodings): number {
  return best ? pin[best.format] : pin.bytes;
}

/** What this browser unpacks. */
function supportedEncodings(): Encodings {
  const known = [
    { suffix: "br", format: "brotli" },
    { suffix: "gz", format: "gzip" },
  ] as const;
  return [...known.filter(({ format }) => isSupported(format)), undefined];
}

function isSupported(format: Encoding["format"]): boolean {
  try {
    unpackerOf(format);
    return true;
  } catch {
    return false;
  }
}

/** @throws {TypeError} where the browser does not know the format. TypeScript's list has no Brotli yet. */
const unpackerOf = (format: Encoding["format"]) => new DecompressionStream(format as CompressionFormat);

async function read(
  response: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  pin: FilePin,
  encoding: Encoding | undefined,
  meter: Meter,
) {
  const length = Number(response.headers.get("Content-Length"));
  const unpacked = response.headers.get("Content-Encoding") !== null; // The host said so, and the browser did it.
  if (unpacked || length > 0) meter.expect(unpacked ? pin.bytes : length);
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        meter.advance(chunk.byteLength);
        controller.enqueue(chunk);
      },
    }),
  );
  const plain = encoding && !unpacked ? counted.pipeThrough(unpackerOf(encoding.format)) : counted;
  return readAll(new Response(plain)).catch(() => undefined); // Cut off, or not compressed at all.
}

interface Meter {
  expect(bytes: number): void;
  advance(bytes: number): void;
  done(): void;
  /** Nothing has to be loaded. */
  remove(): void;
}

/** Adds up the meters of several downloads. */
function trackProgress(onProgress: OnProgress) {
  const meters: { loaded: number; total: number }[] = [];
  const report = () =>
    onProgress(
      meters.reduce((sum, { loaded }) => sum + loaded, 0),
      meters.reduce((sum, { total }) => sum + total, 0),
    );
  return {
    add: (estimate: number): Meter => {
      const meter = { loaded: 0, total: estimate };
      meters.push(meter);
      return {
        expect: (bytes) => {
          meter.loaded = 0;
          meter.total = bytes;
        },
        advance: (bytes) => {
          meter.loaded += bytes;
          meter.total = Math.max(meter.total, meter.loaded);
          report();
        },
        done: () => {
          meter.total = meter.loaded;
          report();
        },
        remove: () => void meters.splice(meters.indexOf(meter), 1),
      };
    },
  };
}
