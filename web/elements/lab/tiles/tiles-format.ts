import type { Span } from "../../../lab/tiles/tile-plan.js";
import type { SaidSpan } from "./tiles-text.js";

const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** With thousands, "4,096". */
export const formatCount = (value: number): string => value.toLocaleString("en-US");

/** Three digits: "3.94", "31.5", "124". */
export function formatFactor(value: number): string {
  if (value >= 100) return formatCount(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

/** "352 B", "33.0 MiB". */
export function formatBytes(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? formatCount(value) : formatFactor(value)} ${units[power]}`;
}

export const formatPercent = (part: number): string => `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`;

/** With a minus sign as wide as the digits, and no "-0.00". */
export function formatNumber(value: number, digits = 2): string {
  if (value === Number.NEGATIVE_INFINITY) return "−∞";
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export const formatVector = (values: readonly (number | null)[], digits = 2): string =>
  `[${values.map((value) => (value === null ? "–" : formatNumber(value, digits))).join(", ")}]`;

/** The positions of a span: "4–7", or "4" where there is one. */
export const formatSpan = ({ start, end }: Span): string => (end - start === 1 ? `${start}` : `${start}–${end - 1}`);

/** The same for a sentence, which says "keys 4–7" or "key 4". */
export const saySpan = (span: Span): SaidSpan => ({ text: formatSpan(span), isOne: span.end - span.start === 1 });
