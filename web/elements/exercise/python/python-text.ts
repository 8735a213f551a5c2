import type { Locale } from "../../shared/locale.js";

const en = {
  offered: "PyTorch and NumPy run in this page. They load when you start to write: about 9 MB, once.",
  load: "Load it now",
  loading: "Loading Python with NumPy",
  bytes: (loaded: string, total: string) => `${loaded} of ${total} MB`,
  starting: "Starting Python",
  ready: "Python with NumPy is ready.",
  failed: "Python did not load.",
};

const zh: typeof en = {
  offered: "PyTorch 和 NumPy 直接在本页运行。开始写代码时才会下载，约 9 MB，只需一次。",
  load: "现在下载",
  loading: "正在下载 Python 和 NumPy",
  bytes: (loaded, total) => `${loaded} / ${total} MB`,
  starting: "正在启动 Python",
  ready: "Python 和 NumPy 已就绪。",
  failed: "Python 加载失败。",
};

/** What is said of Python on its way, for who writes it. */
export const pythonText: Readonly<Record<Locale, typeof en>> = { en, zh };
