import type { Locale } from "../../shared/locale.js";

const en = {
  offered: "PyTorch and NumPy run in this page. They load when you start to write: about 9 MB, once.",
  load: "Load it now",
  loading: "Loading Python with NumPy",
  bytes: (loaded: string, total: string) => `${loaded} of ${total} MB`,
  starting: "Starting Python",
  ready: "Python with NumPy is ready.",
  failed: "Python did not load.",
  rules: "In PyTorch",
  gradients: "Submit also checks the gradients: they must reach every float input and every parameter.",
  gradientsBut: (frozen: string) =>
    `Submit also checks the gradients: they must reach every float input except ${frozen}.`,
  refused: "Write it yourself. These are refused:",
};

const zh: typeof en = {
  offered: "PyTorch 和 NumPy 直接在本页运行。开始写代码时才会下载，约 9 MB，只需一次。",
  load: "现在下载",
  loading: "正在下载 Python 和 NumPy",
  bytes: (loaded, total) => `${loaded} / ${total} MB`,
  starting: "正在启动 Python",
  ready: "Python 和 NumPy 已就绪。",
  failed: "Python 加载失败。",
  rules: "用 PyTorch 作答时",
  gradients: "提交时还会检查梯度：必须能传到每个浮点输入和参数。",
  gradientsBut: (frozen) => `提交时还会检查梯度：必须能传到每个浮点输入，${frozen} 除外。`,
  refused: "请自己实现，不能调用：",
};

/** What is said of Python on its way, for who writes it. */
export const pythonText: Readonly<Record<Locale, typeof en>> = { en, zh };
