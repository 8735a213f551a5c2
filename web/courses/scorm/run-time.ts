/** What SCORM 1.2 asks a learning management system to offer ("The SCORM Run-Time Environment", version 1.2, section 3.3). */
export interface Api {
  LMSInitialize(nothing: ""): string | boolean;
  LMSFinish(nothing: ""): string | boolean;
  LMSGetValue(element: string): string;
  LMSSetValue(element: string, value: string): string | boolean;
  LMSCommit(nothing: ""): string | boolean;
}

/** One visit of the learner, from LMSInitialize to LMSFinish. */
export interface Visit {
  get(element: string): string;
  set(element: string, value: string): void;
  /** Makes the system keep what was set. */
  commit(): void;
  /** Ends the visit, with the time that it took. Later calls do nothing. */
  finish(): void;
}

/** No page is nested deeper; a parent that is its own parent ends the search before. */
const deepest = 500;

/** The system's `API`: in one of the windows around this one, else around the one that opened it (section 3.3.6.1). */
export function findApi(from: Window): Api | undefined {
  return searchUpwards(from) ?? (from.top?.opener ? searchUpwards(from.top.opener) : undefined);
}

function searchUpwards(from: Window): Api | undefined {
  let here = from;
  for (let depth = 0; depth < deepest; depth++) {
    const found = apiOf(here);
    if (found || here.parent === here) return found;
    here = here.parent;
  }
  return undefined;
}

/** A window of another origin lets nobody look. */
function apiOf(frame: Window): Api | undefined {
  try {
    const { API } = frame as Window & { readonly API?: Api };
    return typeof API?.LMSInitialize === "function" ? API : undefined;
  } catch {
    return undefined;
  }
}

/** Opens a visit; undefined when the system refuses. */
export function beginVisit(api: Api, now: () => number = Date.now): Visit | undefined {
  if (!isTrue(api.LMSInitialize(""))) return undefined;
  const begun = now();
  let open = true;
  return {
    get: (element) => (open ? `${api.LMSGetValue(element) ?? ""}` : ""),
    set: (element, value) => {
      if (open) api.LMSSetValue(element, value);
    },
    commit: () => {
      if (open) api.LMSCommit("");
    },
    finish: () => {
      if (!open) return;
      api.LMSSetValue("cmi.core.session_time", timespan(now() - begun));
      api.LMSCommit("");
      api.LMSFinish("");
      open = false;
    },
  };
}

const isTrue = (answer: string | boolean) => `${answer}` === "true";

/** A CMITimespan: `0001:02:03.45`. */
export function timespan(ms: number): string {
  const hundredths = Math.min(Math.round(ms / 10), 9999 * 360_000 + 359_999);
  const two = (value: number) => `${value}`.padStart(2, "0");
  const [hours, minutes] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60];
  return `${`${hours}`.padStart(4, "0")}:${two(minutes)}:${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}
