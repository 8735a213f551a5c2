/** An answer as a reader writes it: short, and with commas where it is long. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(3);
  return new Intl.NumberFormat("en", {
    maximumSignificantDigits: size >= 1e6 && Number.isInteger(value) ? 21 : 7,
  }).format(value);
}
