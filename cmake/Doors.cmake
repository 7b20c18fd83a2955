# Third-party libraries. Each is linked by the one room named beside it (docs/dependencies.md says what for).
find_package(fmt REQUIRED)            # every room, in .cpp files
find_package(tl-expected REQUIRED)    # base
find_package(Eigen3 REQUIRED)         # math, and .cpp files of chem, twin, infer
find_package(tomlplusplus REQUIRED)   # config
find_package(nlohmann_json REQUIRED)  # config
find_package(Ceres REQUIRED)          # infer
find_package(GTest REQUIRED)          # tests
find_package(rapidcheck REQUIRED)     # tests
# Debian's package file of SUNDIALS names targets that are not there, so its libraries are looked up here (math)
find_library(SUNDIALS_IDAS sundials_idas REQUIRED)
find_library(SUNDIALS_VECTOR sundials_nvecserial REQUIRED)
find_library(SUNDIALS_GENERIC sundials_generic REQUIRED)
find_path(LIBMD_INCLUDE sha2.h REQUIRED)
find_library(LIBMD_LIBRARY md REQUIRED)

# Debian keeps the serial and the parallel HDF5 side by side; niter wants the serial one (io)
find_library(HDF5_LIBRARY hdf5_serial REQUIRED)
find_path(HDF5_INCLUDE hdf5.h PATH_SUFFIXES hdf5/serial REQUIRED)
add_library(niter_hdf5 INTERFACE)
target_include_directories(niter_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE})
target_link_libraries(niter_hdf5 INTERFACE ${HDF5_LIBRARY})
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)  # io
find_library(ZIP_LIBRARY zip REQUIRED)                # io

set(NITER_DOOR_base tl::expected fmt::fmt ${LIBMD_LIBRARY})
set(NITER_DOOR_math Eigen3::Eigen ${SUNDIALS_IDAS} ${SUNDIALS_VECTOR} ${SUNDIALS_GENERIC})
set(NITER_DOOR_config tomlplusplus::tomlplusplus nlohmann_json::nlohmann_json)
set(NITER_DOOR_io niter_hdf5 ${XLSXWRITER_LIBRARY} ${ZIP_LIBRARY})
set(NITER_DOOR_infer Ceres::ceres)

# For the tests of one room only: udunits2 (with the XML parser it needs) is the oracle of the units.
find_library(UDUNITS2_LIBRARY udunits2 REQUIRED)
find_library(EXPAT_LIBRARY expat REQUIRED)
set(NITER_TEST_DOOR_units ${UDUNITS2_LIBRARY} ${EXPAT_LIBRARY})
