// From one state to the next: the old terms were exp(x - maximum) and become exp(x - new).
function advance({ maximum, total }, scores) {
  const next = Math.max(maximum, ...scores);
  const oldTerms = total * Math.exp(maximum - next); // exp(-Infinity) is 0 before the first block
  return { maximum: next, total: scores.reduce((sum, score) => sum + Math.exp(score - next), oldTerms) };
}

function onlineStates(x, block) {
  return x.map((row) => {
    const states = []; // (T, 2)
    let state = { maximum: -Infinity, total: 0 };
    for (let start = 0; start < row.length; start += block) {
      state = advance(state, row.slice(start, start + block)); // at most `block` scores
      states.push([state.maximum, state.total]);
    }
    return states;
  });
}
