#include "niter/io/archive.hpp"

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/base/file.hpp"
#include "niter/base/trial.hpp"
#include "niter/io/archive/fields.hpp"
#include "niter/io/archive/hdf5.hpp"

namespace niter::io {
namespace {

constexpr std::string_view format_name = "niter archive";
constexpr std::int64_t schema = 1;

// The text before the HDF5 part, read by people and by parse_archive.
std::string head(std::string_view content) {
  auto text =
      fmt::format("{} {}\nsha256 {}\nof what follows byte {}. An HDF5 file: see it with h5dump.\n",
                  format_name, schema, sha256(content), hdf5_user_block);
  text.resize(hdf5_user_block, '\0');
  return text;
}

Status check_columns(const Archive& archive) {
  const auto check = [](const data::Table& table) -> Status {
    for (const auto& column : table.columns) {
      const bool fits = column.values.size() == table.rows() &&
                        (column.sigma.empty() || column.sigma.size() == table.rows());
      if (!fits)
        return fail(Code::InvalidInput,
                    fmt::format("column '{}' of the table '{}' has not as many values as the first",
                                column.name, table.title));
    }
    return {};
  };
  for (const auto& table : archive.tables) NITER_OK(check(table));
  for (const auto& reduction : archive.reductions)
    for (const auto& table : reduction.tables) NITER_OK(check(table));
  return {};
}

Error refused(const std::string& file_name, std::string what, std::string hint = {}) {
  return {Code::InvalidInput, std::move(what), {file_name}, std::move(hint)};
}

Result<Archive> read_content(std::string_view bytes, const std::string& file_name) {
  Hdf5Reader reader(bytes, file_name);
  Archive archive;
  if (reader.good()) visit(reader, archive);
  if (!reader.good()) return fail(reader.status().error());
  if (auto fits = check_columns(archive); !fits) return fail(refused(file_name, fits.error().what));
  return archive;
}

}  // namespace

Result<std::string> archive_bytes(const Archive& archive) {
  NITER_OK(check_columns(archive));
  Hdf5Writer writer;
  writer.text("format", std::string(format_name));
  writer.whole("schema", schema);
  writer.text("made_by", "niter " NITER_VERSION);
  visit(writer, archive);
  NITER_TRY(const auto content, writer.finish());
  return head(content) + content;
}

Result<Archive> parse_archive(std::string_view bytes, const std::string& file_name) {
  if (!bytes.starts_with(format_name))
    return fail(refused(file_name, "this is no archive of niter",
                        "archives begin with the words 'niter archive'"));
  if (bytes.size() <= hdf5_user_block) return fail(refused(file_name, "the archive is cut short"));
  if (bytes.substr(0, hdf5_user_block) != head(bytes.substr(hdf5_user_block)))
    return fail(refused(file_name, "the archive was cut or changed, or is of another version",
                        "its SHA-256 does not fit: take another copy"));
  // a file built to deceive, its SHA-256 made to fit, can bring HDF5 1.10 down: a child tries it
  // first
  constexpr std::chrono::seconds limit(20);
  const auto trial = [&] {
    const auto read = read_content(bytes, file_name);
    NITER_EXPECT(Hdf5Session::all_closed(), "the library closes what it opened");
    return read ? std::string() : read.error().what;
  };
  const auto said = in_child(trial, limit);
  if (!said)
    return fail(refused(file_name, "HDF5 breaks down over this file",
                        "it was changed on purpose: do not use it"));
  if (!said->empty()) return fail(refused(file_name, *said));
  return read_content(bytes, file_name);
}

Status write_archive(const std::filesystem::path& path, const Archive& archive) {
  NITER_TRY(const auto bytes, archive_bytes(archive));
  return write_file_atomically(path, bytes);
}

Result<Archive> read_archive(const std::filesystem::path& path) {
  NITER_TRY(const auto bytes, read_file(path));
  return parse_archive(bytes, path.string());
}

}  // namespace niter::io
