# The toolchain file of the WebAssembly presets: the Emscripten that toolchain.mjs found or installed.
include(${CMAKE_CURRENT_LIST_DIR}/../../.toolchain/found.cmake OPTIONAL)
if(NOT DOJO_EMSCRIPTEN)
  message(FATAL_ERROR "Run `node cpp/toolchain/toolchain.mjs` first: it finds or installs Emscripten.")
endif()
include(${DOJO_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
