function adamwStep(w, g, m, v, step, lr, beta1, beta2, eps, decay) {
  return w.map((weight, i) => {
    const mean = beta1 * m[i] + (1 - beta1) * g[i];
    const square = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
    const meanHat = mean / (1 - beta1 ** step); // both began at 0
    const squareHat = square / (1 - beta2 ** step);
    return weight - lr * (meanHat / (Math.sqrt(squareHat) + eps) + decay * weight);
  });
}
