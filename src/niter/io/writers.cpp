#include "niter/io/writers.hpp"

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/text.hpp"
#include "niter/io/writers/autolab_nova.hpp"
#include "niter/io/writers/biologic_mpt.hpp"
#include "niter/io/writers/chi_txt.hpp"
#include "niter/io/writers/gamry_dta.hpp"
#include "niter/io/writers/record_rows.hpp"
#include "niter/io/writers/truth.hpp"

namespace niter::io {
namespace {

// The comment of the first column is where a table can say that it is simulated.
Result<std::string> to_plain_csv(const data::Table& table, const RunInfo&) {
  data::Table noted = table;
  if (!noted.columns.empty()) {
    std::string& comment = noted.columns.front().comment;
    comment += (comment.empty() ? "" : "; ") + simulated_note();
  }
  return data::to_csv(noted);
}

constexpr WriteFormat formats[] = {
    {"biologic-mpt", "mpt", "BioLogic EC-Lab text", to_biologic_mpt},
    {"gamry-dta", "DTA", "Gamry Framework data", to_gamry_dta},
    {"chi-txt", "txt", "CH Instruments text", to_chi_txt},
    {"autolab-nova", "txt", "Autolab Nova text", to_autolab_nova},
    {"autolab-zview", "z", "Autolab impedance for ZView", to_autolab_zview},
    {"csv", "csv", "comma separated with names, units, comments", to_plain_csv},
};

}  // namespace

std::span<const WriteFormat> write_formats() {
  return formats;
}

Result<WriteFormat> find_write_format(std::string_view name) {
  std::vector<std::string> known;
  for (const auto& format : formats) {
    if (format.name == name) return format;
    known.emplace_back(format.name);
  }
  const auto near = nearest(name, known);
  return fail(
      Code::NotFound, fmt::format("there is no format '{}' to write", name),
      near ? fmt::format("did you mean '{}'?", *near) : "the formats are " + join(known, ", "));
}

Status write_record(const std::filesystem::path& path, const WriteFormat& format,
                    const data::Table& measured, const RunInfo& run, const data::Table& truth) {
  NITER_TRY(const auto bytes, format.text(measured, run));
  const auto side =
      truth_json(truth, {path.filename().string(), sha256(bytes), std::string(format.name)});
  NITER_OK(write_file_atomically(truth_path(path), side));
  return write_file_atomically(path, bytes);
}

}  // namespace niter::io
