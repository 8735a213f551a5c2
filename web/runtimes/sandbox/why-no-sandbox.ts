// Loaded when a sandbox has not said that it is ready.
import { NotServed } from "../../assets/not-served.js";

/** Asks for the page of a sandbox that did not start: the error says what the server answers. */
export async function whyNoSandbox({ href }: URL): Promise<Error> {
  const refused = new Error(`The sandbox for learner code did not start: ${href} did not load in a frame.`);
  try {
    const response = await fetch(href);
    if (!response.ok) return new NotServed(href, response.status);
    const page = await response.text();
    return page.includes("sandbox-ready") ? refused : new NotServed(href, "other-page");
  } catch {
    // There is no network, or the page's policy forbids the request.
    return refused;
  }
}
