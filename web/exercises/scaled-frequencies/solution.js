function scaledFrequencies(d, base, factor, low, high, originalLength) {
  return Array.from({ length: d / 2 }, (_, i) => {
    const frequency = base ** ((-2 * i) / d);
    const wavelength = (2 * Math.PI) / frequency; // positions for a whole turn
    if (wavelength < originalLength / high) return frequency; // many turns in training
    if (wavelength > originalLength / low) return frequency / factor;
    const s = (originalLength / wavelength - low) / (high - low); // from 0 at the slow end to 1 at the fast one
    return ((1 - s) * frequency) / factor + s * frequency;
  });
}
