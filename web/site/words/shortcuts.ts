import type { ShortcutGroup } from "../../elements/exercise/editor/settings/shortcut-table.js";

/** What the page does with keys, wherever nothing is written. */
export const pageKeys: ShortcutGroup = {
  title: { en: "On the page", zh: "页面" },
  shortcuts: [
    { keys: ["/"], what: { en: "Search the exercises, in their list", zh: "在练习列表中搜索" } },
    { keys: ["?"], what: { en: "This list", zh: "打开本列表" } },
  ],
};
