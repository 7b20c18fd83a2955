#include "niter/io/readers.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/base/file.hpp"
#include "niter/base/text.hpp"
#include "niter/io/foreign_formats.hpp"
#include "niter/io/readers/arbin_csv.hpp"
#include "niter/io/readers/autolab_dfr.hpp"
#include "niter/io/readers/autolab_nova.hpp"
#include "niter/io/readers/avantes_text.hpp"
#include "niter/io/readers/basytec_text.hpp"
#include "niter/io/readers/battery_data_format.hpp"
#include "niter/io/readers/biologic_mpr.hpp"
#include "niter/io/readers/biologic_mpt.hpp"
#include "niter/io/readers/chi_text.hpp"
#include "niter/io/readers/corrtest_text.hpp"
#include "niter/io/readers/delimited_text.hpp"
#include "niter/io/readers/elchemea_i2b.hpp"
#include "niter/io/readers/fra_p00.hpp"
#include "niter/io/readers/galactic_spc.hpp"
#include "niter/io/readers/gamry_dta.hpp"
#include "niter/io/readers/impedance_csv.hpp"
#include "niter/io/readers/ivium_idf.hpp"
#include "niter/io/readers/jcamp_dx.hpp"
#include "niter/io/readers/maccor_text.hpp"
#include "niter/io/readers/neware_csv.hpp"
#include "niter/io/readers/neware_nda.hpp"
#include "niter/io/readers/neware_ndax.hpp"
#include "niter/io/readers/novonix_csv.hpp"
#include "niter/io/readers/palmsens_csv.hpp"
#include "niter/io/readers/palmsens_session.hpp"
#include "niter/io/readers/parstat_text.hpp"
#include "niter/io/readers/plate_csv.hpp"
#include "niter/io/readers/versastat_par.hpp"
#include "niter/io/readers/zahner_ism.hpp"
#include "niter/io/readers/zplot_z.hpp"

namespace niter::io {

namespace {

std::string names_of(std::span<const Reader* const> found) {
  std::vector<std::string> names;
  for (const auto* reader : found) names.emplace_back(reader->name);
  return join(names, ", ");
}

/// Readers that claim a file, and how sure they are.
struct Claim {
  Match match = Match::No;
  std::vector<const Reader*> readers;
};

// of the surest kind there is
Claim claim_of(const Source& source) {
  Claim claim;
  for (const auto& reader : readers()) {
    const Match match = reader.sniff(source);
    if (match == Match::No || match < claim.match) continue;
    if (match > claim.match) claim = {match, {}};
    claim.readers.push_back(&reader);
  }
  return claim;
}

Result<Claim> single_claim(const Source& source) {
  const auto refuse = [&](std::string what, std::string hint) {
    return fail({Code::InvalidInput, std::move(what), {source.name}, std::move(hint)});
  };
  if (source.bytes.empty()) return refuse("the file is empty", "was it copied whole?");
  if (const auto* const other = find_foreign_format(source.bytes)) {
    return refuse(fmt::format("this is {}, which niter does not read", other->what),
                  std::string(other->hint));
  }
  auto claim = claim_of(source);
  if (claim.readers.empty()) {
    return refuse(
        "no reader knows this file",
        "`niter list readers` shows the formats; export the data as text if it is another");
  }
  if (claim.readers.size() > 1) {
    return refuse(fmt::format("this may be any of {}", names_of(claim.readers)),
                  "export it in one of the formats of its maker");
  }
  return claim;
}

bool are_alike(const Part& a, const Part& b) {
  return a.technique == b.technique && std::ranges::equal(a.table.columns, b.table.columns, {},
                                                          &data::Column::name, &data::Column::name);
}

void append(const data::Table& more, data::Table& table) {
  for (std::size_t k = 0; k < table.columns.size(); ++k) {
    auto& to = table.columns[k];
    const auto& from = more.columns[k];
    to.values.insert(to.values.end(), from.values.begin(), from.values.end());
    to.sigma.insert(to.sigma.end(), from.sigma.begin(), from.sigma.end());
  }
}

}  // namespace

std::span<const Reader> readers() {
  static const std::vector<Reader> rows = {
      biologic_mpr_reader(),         // .mpr
      biologic_mpt_reader(),         // .mpt, .txt
      gamry_dta_reader(),            // .DTA
      chi_text_reader(),             // .txt, .csv
      autolab_nova_reader(),         // .txt
      autolab_dfr_reader(),          // .dfr
      versastat_par_reader(),        // .par
      parstat_text_reader(),         // .txt
      zplot_z_reader(),              // .z
      elchemea_i2b_reader(),         // .i2b
      corrtest_text_reader(),        // .cor, .z60
      palmsens_session_reader(),     // .pssession
      palmsens_csv_reader(),         // .csv
      ivium_idf_reader(),            // .idf, .ids
      zahner_ism_reader(),           // .ism
      fra_p00_reader(),              // .P00
      jcamp_dx_reader(),             // .jdx, .dx
      galactic_spc_reader(),         // .spc
      avantes_text_reader(),         // .txt
      plate_csv_reader(),            // .csv, .txt
      arbin_csv_reader(),            // .csv
      neware_nda_reader(),           // .nda
      neware_ndax_reader(),          // .ndax
      neware_csv_reader(),           // .csv
      maccor_text_reader(),          // .txt, .csv
      basytec_text_reader(),         // .txt
      novonix_csv_reader(),          // .csv
      battery_data_format_reader(),  // .csv
      impedance_csv_reader(),        // any text with a spectrum
      delimited_text_reader(),       // anything with a header and numbers
  };
  return rows;
}

Result<const Reader*> find_reader(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& reader : readers()) {
    if (reader.name == name) return &reader;
    names.emplace_back(reader.name);
  }
  const auto near = nearest(name, names);
  return fail(Code::NotFound, fmt::format("no format '{}'", name),
              near ? fmt::format("did you mean '{}'?", *near)
                   : fmt::format("formats: {}", join(names, ", ")));
}

Result<const Reader*> identify(const Source& source) {
  NITER_TRY(const auto claim, single_claim(source));
  return claim.readers.front();
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const auto claim, single_claim(source));
  const Reader* const reader = claim.readers.front();
  NITER_TRY(auto recording, reader->read(source, options));
  if (claim.match == Match::Maybe) {
    recording.caveats.push_back(
        fmt::format("the file does not name its format; read as {}", reader->title));
  }
  for (const auto& part : recording.parts) {
    for (const auto& column : part.table.columns) {
      NITER_EXPECT(column.values.size() == part.table.rows(), "columns of a part are equally long");
    }
  }
  return recording;
}

Result<Recording> read_recording(const std::filesystem::path& path, const ReadOptions& options) {
  NITER_TRY(const std::string bytes, read_file(path));
  return read({bytes, path.string()}, options);
}

Result<data::Table> read_only_table(const Source& source, const ReadOptions& options,
                                    std::string_view wanted,
                                    const std::function<bool(const data::Table&)>& fits) {
  NITER_TRY(auto recording, read(source, options));
  std::vector<Part> fitting;
  for (const auto& part : recording.parts) {
    if (fits(part.table)) fitting.push_back(part);
  }
  fitting = join_alike(std::move(fitting));
  if (fitting.size() != 1) {
    return fail({Code::InvalidInput,
                 fmt::format("it holds {} of {}", fitting.empty() ? "no record" : "several records",
                             wanted),
                 {source.name},
                 fmt::format("the file holds {}", contents_text(recording))});
  }
  return std::move(fitting.front().table);
}

std::vector<Part> join_alike(std::vector<Part> parts) {
  std::vector<Part> joined;
  for (auto& part : parts) {
    if (!joined.empty() && are_alike(joined.back(), part)) {
      append(part.table, joined.back().table);
    } else {
      joined.push_back(std::move(part));
    }
  }
  return joined;
}

std::string contents_text(const Recording& recording) {
  constexpr std::size_t enough = 4;
  std::vector<std::string> texts;
  for (const auto& part : recording.parts) {
    if (texts.size() == enough) {
      texts.push_back(fmt::format("{} more", recording.parts.size() - enough));
      break;
    }
    std::vector<std::string> names;
    for (const auto& column : part.table.columns) names.push_back(column.name);
    texts.push_back(fmt::format("{}{} {}", texts.size() + 1,
                                part.technique.empty() ? "" : " [" + part.technique + "]",
                                join(names, ", ")));
  }
  return join(texts, "; ");
}

std::string Source::extension() const {
  const auto dot = name.find_last_of("./");
  if (dot == std::string::npos || name[dot] == '/') return {};
  return lower(std::string_view(name).substr(dot + 1));
}

}  // namespace niter::io
