/** Arrow keys, Home and End in a tab list: gives the index of the tab to go to, or null for any other key. */
export function nextTab(key: string, current: number, total: number): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return (current + 1) % total;
    case "ArrowLeft":
    case "ArrowUp":
      return (current + total - 1) % total;
    case "Home":
      return 0;
    case "End":
      return total - 1;
    default:
      return null;
  }
}
