// The page that measures in Chromium. It offers one function, which the driver calls.
import tfjsPlain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import tfjsSimd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import tfjsThreads from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import onnxruntime from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import onnxruntimeModule from "onnxruntime-web/wasm?url";
import simd128 from "../../web/kernels/kernels.wasm?url";
import relaxed from "../../web/kernels/kernels-relaxed.wasm?url";
import threadsSimd128 from "../../web/kernels/kernels-threads.wasm?url";
import threadsRelaxed from "../../web/kernels/kernels-threads-relaxed.wasm?url";
import trainingSimd128 from "../../web/kernels/kernels-training.wasm?url";
import trainingRelaxed from "../../web/kernels/kernels-training-relaxed.wasm?url";
import type { EnvironmentResults } from "./results.js";
import { type Order, run } from "./run.js";

declare global {
  interface Window {
    /** Measures; the driver calls it. */
    runBenchmark(order: Order): Promise<EnvironmentResults>;
    /** Offered by the driver. */
    reportProgress(line: string): void;
  }
}

const files = {
  kernels: { simd128, relaxed },
  threads: { simd128: threadsSimd128, relaxed: threadsRelaxed },
  training: { simd128: trainingSimd128, relaxed: trainingRelaxed },
  onnxruntime,
  onnxruntimeModule,
  tfjs: {
    "tfjs-backend-wasm.wasm": tfjsPlain,
    "tfjs-backend-wasm-simd.wasm": tfjsSimd,
    "tfjs-backend-wasm-threaded-simd.wasm": tfjsThreads,
  },
};

window.runBenchmark = (order) => run(order, files, window.reportProgress);
