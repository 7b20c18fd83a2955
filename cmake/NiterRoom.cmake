# niter_room(name [ROOMS ...] [TEST_ROOMS ...])
#
# Makes the static library niter_<name> from src/niter/<name>/**.cpp and, from its *_test.cpp files, the
# program <name>_test whose cases are registered with CTest. ROOMS are the rooms it may include; using one
# that has not been declared before is an error here, so the order of the calls is the order of the rooms.
# Tests whose suite name ends in "Slow" carry the label slow; in "External" the label external (they read
# the shared data folder, and skip visibly where it is absent).
set_property(GLOBAL PROPERTY NITER_ROOMS "")

function(niter_room name)
  cmake_parse_arguments(ARG "" "" "ROOMS;TEST_ROOMS" ${ARGN})
  get_property(declared GLOBAL PROPERTY NITER_ROOMS)
  foreach(room IN LISTS ARG_ROOMS)
    if(NOT room IN_LIST declared)
      message(FATAL_ERROR "room '${name}' may not use '${room}': the order is ${declared}")
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY NITER_ROOMS ${name})

  set(dir ${PROJECT_SOURCE_DIR}/src/niter/${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  list(TRANSFORM ARG_ROOMS PREPEND niter_ OUTPUT_VARIABLE room_libs)
  list(TRANSFORM ARG_TEST_ROOMS PREPEND niter_ OUTPUT_VARIABLE test_libs)
  if(sources)
    add_library(niter_${name} STATIC ${sources})
    # as fast as -O3 here (the founding study within 2 %), and builds sooner
    target_compile_options(niter_${name} PRIVATE $<$<CONFIG:Release>:-O2>)
    target_link_libraries(niter_${name} PUBLIC niter_settings ${room_libs} ${NITER_DOOR_${name}})
  else()
    add_library(niter_${name} INTERFACE)
    target_link_libraries(niter_${name} INTERFACE niter_settings ${room_libs} ${NITER_DOOR_${name}})
  endif()
  if(tests)
    niter_test(${name}_test SOURCES ${tests} LIBS niter_${name} ${test_libs} ${NITER_TEST_DOOR_${name}} rapidcheck)
  endif()
endfunction()

# A GoogleTest program, its cases discovered when CTest runs, labelled by the ending of the suite's name.
function(niter_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS;TOGETHER" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} GTest::gtest GTest::gmock GTest::gtest_main)
  # the code under test is optimised in its room; the tests themselves would only build longer for it
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O0>)
  target_compile_definitions(${name} PRIVATE
    NITER_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    NITER_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
  include(GoogleTest)
  foreach(kind IN ITEMS "" Slow External)
    if(kind STREQUAL "")
      set(filter "*:-*Slow.*:*External.*:*Slow/*:*External/*")
      set(labels quick)
    elseif(kind STREQUAL Slow)
      list(TRANSFORM ARG_TOGETHER APPEND ".*" OUTPUT_VARIABLE together)
      list(JOIN together ":" together)
      set(filter "*Slow.*:*Slow/*:-${together}")
      set(labels slow)
    else()
      set(filter "*External.*:*External/*")
      set(labels external)
    endif()
    gtest_discover_tests(${name} TEST_FILTER "${filter}" DISCOVERY_MODE PRE_TEST
      TEST_PREFIX "${name}." PROPERTIES LABELS ${labels})
  endforeach()
  # suites whose tests share one costly result: one process each
  foreach(suite IN LISTS ARG_TOGETHER)
    add_test(NAME "${name}.${suite}" COMMAND ${name} "--gtest_filter=${suite}.*")
    set_tests_properties("${name}.${suite}" PROPERTIES LABELS slow)
  endforeach()
endfunction()
