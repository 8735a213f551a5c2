function best(paths, count) {
  return paths.toSorted((a, b) => b.sum - a.sum).slice(0, count);
}

function beamSearch(logStart, logStep, end, beams, maxLength) {
  const isFinished = ({ tokens }) => tokens.at(-1) === end;
  let beam = best(
    logStart.map((log, token) => ({ tokens: [token], sum: log })),
    beams,
  );
  for (let length = 1; length < maxLength; length++) {
    const candidates = beam.flatMap((path) => {
      if (isFinished(path)) return [path]; // as it is
      const next = logStep[path.tokens.at(-1)]; // (V)
      return next.map((log, token) => ({ tokens: [...path.tokens, token], sum: path.sum + log }));
    });
    beam = best(candidates, beams);
  }
  const { tokens } = beam.find(isFinished) ?? beam[0]; // they are sorted
  return [...tokens, ...Array(maxLength - tokens.length).fill(-1)]; // (maxLength)
}
