# Language level, warnings, sanitizers and ccache, as one interface target that every room links.
option(NITER_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(NITER_ASSERTIONS "Keep assert() armed in a Release build" OFF)
option(NITER_TIDY "Run clang-tidy on every file" OFF)
option(NITER_BENCH "Build the benchmarks" OFF)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
if(NITER_TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy --quiet)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(niter_settings INTERFACE)
target_compile_features(niter_settings INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_compile_options(niter_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
  -Wno-unknown-warning-option  # clang-tidy reads this command line too
  # GCC 12 sees these two in correct uses of std::string at -O3 (its bugs 105329 and 105562)
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>)
target_include_directories(niter_settings INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(niter_settings INTERFACE NITER_VERSION="${PROJECT_VERSION}" NITER_SHARE_DIR="${PROJECT_SOURCE_DIR}/share/niter")
if(NITER_SANITIZE)
  target_compile_options(niter_settings INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(niter_settings INTERFACE -fsanitize=address,undefined)
endif()
if(NITER_ASSERTIONS)
  target_compile_options(niter_settings INTERFACE -UNDEBUG)
endif()
