import {
  copyLineDown,
  deleteLine,
  indentLess,
  indentMore,
  moveLineDown,
  moveLineUp,
  redo,
  toggleComment,
  undo,
} from "@codemirror/commands";
import { findNext, gotoLine, openSearchPanel, selectNextOccurrence } from "@codemirror/search";
import type { Command, KeyBinding } from "@codemirror/view";
import type { Text } from "../../../../format/index.js";
import type { EditorSettings } from "../../chosen-settings.js";
import { easyKeys } from "../comforts.js";
import { editingKeys, ownKeys } from "../create-editor.js";
import { foldAll, foldBlock, unfoldAll, unfoldBlock } from "../folding.js";

/** Keys to press at once, `Mod-Shift-Enter`, or one after the other. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly what: Text;
}

export interface ShortcutGroup {
  readonly title: Text;
  readonly shortcuts: readonly Shortcut[];
}

/** The keys of a command, as the editor is bound to them. */
function keyOf(command: Command, isMac: boolean): string | undefined {
  const keyOn = ({ key, mac }: KeyBinding) => (isMac ? (mac ?? key) : key);
  for (const binding of [...editingKeys, ...easyKeys]) {
    if (binding.run === command) return keyOn(binding);
    if (binding.shift === command) return `Shift-${keyOn(binding)}`;
  }
  return undefined;
}

const editing: readonly (readonly [Command, Text])[] = [
  [undo, { en: "Undo", zh: "撤销" }],
  [redo, { en: "Redo", zh: "重做" }],
  [toggleComment, { en: "Comment or uncomment lines", zh: "注释或取消注释" }],
  [indentMore, { en: "Indent", zh: "增加缩进" }],
  [indentLess, { en: "Indent less", zh: "减少缩进" }],
  [moveLineUp, { en: "Move lines up", zh: "上移行" }],
  [moveLineDown, { en: "Move lines down", zh: "下移行" }],
  [copyLineDown, { en: "Copy lines down", zh: "向下复制行" }],
  [deleteLine, { en: "Delete lines", zh: "删除行" }],
];

const finding: readonly (readonly [Command, Text])[] = [
  [openSearchPanel, { en: "Search and replace", zh: "查找和替换" }],
  [findNext, { en: "Next match", zh: "下一个匹配" }],
  [selectNextOccurrence, { en: "Select the next occurrence too", zh: "同时选中下一处相同内容" }],
  [gotoLine, { en: "Go to line", zh: "跳到行" }],
];

const foldings: readonly (readonly [Command, Text])[] = [
  [foldBlock, { en: "Fold the block", zh: "折叠代码块" }],
  [unfoldBlock, { en: "Unfold the block", zh: "展开代码块" }],
  [foldAll, { en: "Fold all blocks", zh: "全部折叠" }],
  [unfoldAll, { en: "Unfold all blocks", zh: "全部展开" }],
];

/** What can be done with keys in an editor. */
export function editorShortcuts(isMac: boolean, keys: EditorSettings["keys"]): readonly ShortcutGroup[] {
  const bound = (commands: readonly (readonly [Command, Text])[]): readonly Shortcut[] =>
    commands.flatMap(([command, what]) => {
      const key = keyOf(command, isMac);
      return key === undefined ? [] : [{ keys: [key], what }];
    });
  const always: ShortcutGroup = {
    title: { en: "Run", zh: "运行" },
    shortcuts: [
      { keys: [ownKeys.run], what: { en: "Run the sample cases", zh: "运行示例" } },
      { keys: [ownKeys.submit], what: { en: "Submit", zh: "提交" } },
      { keys: ["Escape", "Tab"], what: { en: "Leave the editor", zh: "离开编辑器" } },
    ],
  };
  if (keys !== "standard") return [always];
  return [
    always,
    {
      title: { en: "Write", zh: "编辑" },
      shortcuts: [
        ...bound(editing),
        {
          keys: [ownKeys.complete],
          what: { en: "Complete a name, once Python is there", zh: "补全名称（加载 Python 之后）" },
        },
      ],
    },
    { title: { en: "Find", zh: "查找" }, shortcuts: bound(finding) },
    { title: { en: "Fold", zh: "折叠" }, shortcuts: bound(foldings) },
  ];
}
