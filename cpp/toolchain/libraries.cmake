# The C++ libraries: those that toolchain.mjs installed, else those of the system, else fetched ones.
include(FetchContent)
if(POLICY CMP0135)
  cmake_policy(SET CMP0135 NEW)
endif()
include(${PROJECT_SOURCE_DIR}/.toolchain/found.cmake OPTIONAL)

# Only files of the fetched libraries are used, not their own builds: SOURCE_SUBDIR names no folder of theirs.
FetchContent_Declare(xsimd SOURCE_SUBDIR unused
  URL https://github.com/xtensor-stack/xsimd/archive/refs/tags/14.3.0.tar.gz)
FetchContent_Declare(eigen SOURCE_SUBDIR unused
  URL https://gitlab.com/libeigen/eigen/-/archive/5.0.1/eigen-5.0.1.tar.gz)
FetchContent_Declare(nlohmann SOURCE_SUBDIR unused
  URL https://github.com/nlohmann/json/releases/download/v3.12.0/json.tar.xz)
FetchContent_Declare(googletest
  URL https://github.com/google/googletest/archive/refs/tags/v1.17.0.tar.gz)

# Makes an interface target for a library of headers.
#   target  its name here, which is also that of the FetchContent declaration
#   header  a file by which to know its folder
#   PACKAGE, TARGET, VERSION  the CMake package, the target in it, and the oldest version that will do
#   FETCHED  where the headers are in the fetched sources
function(dojo_headers target header)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "PACKAGE;TARGET;VERSION;FETCHED" "")
  add_library(dojo_${target} INTERFACE)
  foreach(folder ${DOJO_INCLUDE} ${DOJO_INCLUDE}/eigen3)
    if(EXISTS ${folder}/${header})
      target_include_directories(dojo_${target} SYSTEM INTERFACE ${folder})
      return()
    endif()
  endforeach()
  find_package(${arg_PACKAGE} QUIET)
  if(${arg_PACKAGE}_FOUND AND ${arg_PACKAGE}_VERSION VERSION_GREATER_EQUAL ${arg_VERSION})
    target_link_libraries(dojo_${target} INTERFACE ${arg_TARGET})
    return()
  endif()
  message(STATUS "Fetching ${target}")
  FetchContent_MakeAvailable(${target})
  target_include_directories(dojo_${target} SYSTEM INTERFACE ${${target}_SOURCE_DIR}/${arg_FETCHED})
endfunction()

dojo_headers(xsimd xsimd/xsimd.hpp PACKAGE xsimd TARGET xsimd VERSION 13.0 FETCHED include)
dojo_headers(eigen Eigen/Core PACKAGE Eigen3 TARGET Eigen3::Eigen VERSION 3.4 FETCHED .)

# Makes dojo_nlohmann and GTest::gtest_main.
macro(dojo_test_libraries)
  dojo_headers(nlohmann nlohmann/json.hpp
    PACKAGE nlohmann_json TARGET nlohmann_json::nlohmann_json VERSION 3.10 FETCHED include)
  set(BUILD_GMOCK OFF)
  set(INSTALL_GTEST OFF)
  if(DOJO_GOOGLETEST)
    # Built here, so that the sanitizers see into it too.
    add_subdirectory(${DOJO_GOOGLETEST} ${PROJECT_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
  else()
    find_package(GTest QUIET)
    if(NOT GTest_FOUND)
      message(STATUS "Fetching googletest")
      FetchContent_MakeAvailable(googletest)
    endif()
  endif()
  if(NOT TARGET GTest::gtest_main)
    add_library(GTest::gtest_main ALIAS gtest_main)
  endif()
endmacro()
