import { OwnExerciseError, ownLimits, parseOwnExercise } from "../../../own/index.js";

/** What an exercise's JSON file holds, not yet checked. Throws OwnExerciseError when it does not come or is too large. */
export async function fetchExercise(src: string, base: string): Promise<unknown> {
  return parseOwnExercise(await fetchText(addressOf(src, base)));
}

function addressOf(src: string, base: string): URL {
  const url = URL.canParse(src, base) ? new URL(src, base) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url;
  throw new OwnExerciseError(
    "unreadable",
    "src",
    `is ${JSON.stringify(src.slice(0, 80))}: give the address of a JSON file.`,
  );
}

async function fetchText(url: URL): Promise<string> {
  const response = await fetch(url, { referrerPolicy: "no-referrer" }).catch((error: unknown) => {
    throw new OwnExerciseError("unreadable", "", `${url} cannot be fetched.`, { cause: error });
  });
  if (!response.ok || !response.body)
    throw new OwnExerciseError("unreadable", "", `${url} cannot be fetched: the server says ${response.status}.`);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let [json, bytes] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return json + decoder.decode();
    bytes += value.length;
    if (bytes > ownLimits.fileBytes) {
      await reader.cancel();
      throw new OwnExerciseError("too-large", "", `${url} is larger than ${ownLimits.fileBytes} bytes.`);
    }
    json += decoder.decode(value, { stream: true });
  }
}
