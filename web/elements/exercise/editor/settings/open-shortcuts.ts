import "./attention-shortcuts.js";
import type { ShortcutGroup } from "./shortcut-table.js";

/** Shows what can be done with keys, in a dialog of this shadow root. */
export async function openShortcuts(root: ParentNode, pageKeys?: ShortcutGroup): Promise<void> {
  const there = root.querySelector("attention-shortcuts");
  const list = there ?? document.createElement("attention-shortcuts");
  list.pageKeys = pageKeys;
  if (!there) root.append(list);
  await list.open();
}
