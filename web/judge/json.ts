/** JSON of a report. JSON has no NaN and no infinities: they become the strings "NaN", "Infinity" and "-Infinity". */
export function reportToJson(report: unknown, indent?: number): string {
  return JSON.stringify(
    report,
    (_, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? `${value}` : value),
    indent,
  );
}
