function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function groupAdvantages(rewards) {
  return rewards.map((group) => {
    const average = mean(group);
    const std = Math.sqrt(mean(group.map((reward) => (reward - average) ** 2)));
    return group.map((reward) => (std > 0 ? (reward - average) / std : 0)); // (G)
  });
}
