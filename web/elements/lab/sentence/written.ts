/** A number with a true minus, and no sign before a zero. */
export const written = (value: number, digits = 3): string => {
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  return value
    .toFixed(digits)
    .replace(/^-(?=0\.?0*$)/, "")
    .replace("-", "−");
};

/** A positive number that may be very small. */
export const writtenSmall = (value: number): string => {
  if (value === 0 || value >= 0.0005) return value.toFixed(3);
  const [digits = "", exponent = ""] = value.toExponential(1).split("e-");
  return `${digits} · 10⁻${Array.from(exponent, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`;
};
