import type { Verdict } from "../../judge/index.js";
import { bangIcon, checkIcon, clockIcon, crossIcon } from "../shared/icons.js";

/** The sign of a verdict: never the colour alone. */
export function verdictIcon(verdict: Verdict) {
  switch (verdict) {
    case "accepted":
      return checkIcon;
    case "wrong-answer":
      return crossIcon;
    case "time-limit":
      return clockIcon;
    case "runtime-error":
    case "output-limit":
    case "compile-error":
      return bangIcon;
    default:
      return verdict satisfies never;
  }
}

/** Class of a verdict's colours. */
export const tone = (verdict: Verdict) =>
  verdict === "accepted" ? "good" : verdict === "time-limit" || verdict === "output-limit" ? "warn" : "bad";
