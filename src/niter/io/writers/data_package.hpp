// Frictionless data package: tables as CSV files, and a JSON file that says what each column is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/config/value.hpp"
#include "niter/data/reduction.hpp"

namespace niter::io {

/// A file of the package: its name, and its bytes.
struct PackageFile {
  std::string name;
  std::string bytes;
};

/// `datapackage.json` and a CSV for each table, the numbers of the reduction in "measures.csv".
///
/// Each table is a resource of its own, as unitpackage collects them: one header row, units of the
/// columns in `schema.fields[].unit` (spelled as astropy reads them), the scale of a potential in
/// `reference`, the SI base units in `dimension`. What niter knows of the table stands in
/// `metadata.niter`; `metadata.echemdb.dataDescription` repeats the columns, as echemdb has it.
/// Columns of one name get "_2", "_3".
///
/// @source Frictionless Data Package and Table Schema, version 1; documentation of unitpackage,
/// "Unit Package Structure"
std::vector<PackageFile> data_package(const data::Reduction& reduction);

/// The same for one table alone.
std::vector<PackageFile> data_package(const data::Table& table);

/// Write the files into a folder of their own, which appears whole or not at all. unitpackage takes
/// every *.json below a folder for a package: keep others out. @error Io
Status write_data_package(const std::filesystem::path& folder,
                          const std::vector<PackageFile>& files);

}  // namespace niter::io
