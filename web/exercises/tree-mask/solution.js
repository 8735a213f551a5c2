function treeMask(parents, past) {
  const tree = []; // (T, T): what each node sees of the tree
  parents.forEach((parent, node) => {
    const row = parent < 0 ? parents.map(() => false) : [...tree[parent]];
    row[node] = true;
    tree.push(row);
  });
  return tree.map((row) => [...new Array(past).fill(true), ...row]); // (T, past + T)
}
