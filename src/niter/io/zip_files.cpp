#include "niter/io/zip_files.hpp"

#include <memory>

#include <fmt/format.h>
#include <zip.h>

namespace niter::io {

namespace {

constexpr zip_int64_t most_files = 10'000;
constexpr std::size_t free_bytes = 16u << 20;
// pages of zeros of a Neware archive unpack to eighty times themselves, whole archives to ten
constexpr std::size_t most_times = 60;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using File = std::unique_ptr<zip_file_t, Discard>;

Error damaged(const std::string& archive, std::string_view what) {
  return {Code::InvalidInput,
          std::string(what),
          {archive},
          "the archive is cut off or damaged: copy it again"};
}

Result<Archive> open(std::string_view bytes, const std::string& name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* const archive =
      source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (archive != nullptr) return Archive(archive);
  if (source != nullptr) zip_source_free(source);
  return fail(damaged(name, fmt::format("the zip archive cannot be opened: {}", why)));
}

Result<std::string> unpack(zip_t* archive, zip_uint64_t index, std::size_t size,
                           const std::string& where) {
  const File file(zip_fopen_index(archive, index, 0));
  if (!file) return fail(damaged(where, "a file of the zip archive cannot be unpacked"));
  std::string bytes(size, '\0');
  std::size_t at = 0;
  while (at < size) {
    const auto got = zip_fread(file.get(), bytes.data() + at, size - at);
    if (got <= 0) return fail(damaged(where, "a file of the zip archive is damaged"));
    at += static_cast<std::size_t>(got);
  }
  // the checksum is compared at the end of the file
  char beyond = 0;
  if (zip_fread(file.get(), &beyond, 1) != 0) {
    return fail(damaged(where, "a file of the zip archive is damaged"));
  }
  return bytes;
}

}  // namespace

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04");
}

Result<std::vector<ZipFile>> unzip(std::string_view bytes, const std::string& archive,
                                   bool (*wanted)(std::string_view name)) {
  NITER_TRY(const auto zip, open(bytes, archive));
  const auto count = zip_get_num_entries(zip.get(), 0);
  if (count > most_files) return fail(damaged(archive, "the zip archive holds too many files"));
  std::size_t room = free_bytes + most_times * bytes.size();
  std::vector<ZipFile> files;
  for (zip_int64_t k = 0; k < count; ++k) {
    const auto index = static_cast<zip_uint64_t>(k);
    zip_stat_t about;
    if (zip_stat_index(zip.get(), index, 0, &about) != 0) continue;
    constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE;
    if ((about.valid & needed) != needed || !wanted(about.name)) continue;
    if (about.size > room) {
      return fail({Code::InvalidInput,
                   fmt::format("'{:.60}' in the zip archive would unpack to {} bytes", about.name,
                               about.size),
                   {archive},
                   "an archive of measurements does not unpack to so much: do not trust it"});
    }
    room -= about.size;
    NITER_TRY(auto content, unpack(zip.get(), index, about.size, archive));
    files.push_back({about.name, std::move(content)});
  }
  return files;
}

}  // namespace niter::io
