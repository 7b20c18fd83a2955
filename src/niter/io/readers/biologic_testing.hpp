// For tests only: .mpr files built byte by byte.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace niter::io::testing {

template <class T>
void put(std::string& bytes, T value) {
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  bytes.append(raw, sizeof(T));
}

template <class T>
void put_at(std::string& bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof(T));
}

inline void put_text_at(std::string& bytes, std::size_t at, std::string_view text) {
  bytes[at] = static_cast<char>(text.size());
  bytes.replace(at + 1, text.size(), text);
}

enum class MprRelease { Oldest, Version2, Version3, Newer };

/// A module with its head, as that release writes it.
inline std::string mpr_module(std::string_view name, std::string_view content, unsigned version,
                              MprRelease release) {
  std::string module = "MODULE";
  std::string padded(name);
  padded.resize(10, ' ');
  module += padded;
  padded.resize(25, ' ');
  module += padded;
  const bool newer = release == MprRelease::Newer;
  if (newer) put(module, std::uint32_t{0xFFFFFFFF});
  put(module, static_cast<std::uint32_t>(content.size()));
  put(module, static_cast<std::uint32_t>(version));
  if (newer) put(module, std::uint32_t{10});
  module += "03/02/21";
  module += content;
  return module;
}

/// The data module: numbers of columns and records that are already bytes.
inline std::string mpr_data(const std::vector<int>& ids, std::uint32_t rows,
                            std::string_view records, MprRelease release) {
  std::string content;
  put(content, rows);
  content += static_cast<char>(ids.size());
  if (release == MprRelease::Newer) content += '\0';
  for (const int id : ids) {
    if (release == MprRelease::Oldest) {
      content += static_cast<char>(id);
    } else {
      put(content, static_cast<std::uint16_t>(id));
    }
  }
  const std::size_t begin = release == MprRelease::Oldest     ? 100
                            : release == MprRelease::Version2 ? 405
                            : release == MprRelease::Version3 ? 406
                                                              : 1007;
  content.resize(begin, '\0');
  content += records;
  const unsigned version = release == MprRelease::Version2   ? 2u
                           : release == MprRelease::Version3 ? 3u
                                                             : 0u;
  return mpr_module("VMP data", content, version, release);
}

/// Settings of a technique with area 0.5 cm2, a reference electrode and a comment.
inline std::string mpr_settings(int technique, MprRelease release) {
  std::string content(0x300, '\0');
  content[0] = static_cast<char>(technique);
  put_text_at(content, 0x007,
              "blank\r\nat 25 \xB0"
              "C");
  put_text_at(content, 0x11E, "Fe2Co");
  put_at(content, 0x211, 0.5f);
  content[0x250] = 2;
  put_text_at(content, 0x215, "Ag/AgCl / KCl (3.5M)");
  put_at(content, 0x248, 0.205f);
  return mpr_module("VMP Set", content, 0, release);
}

/// A log: 2 March 2021, 16:17:59.250, channel 3, EC-Lab 11.33.
inline std::string mpr_log(MprRelease release) {
  std::string content(0x400, '\0');
  content[9] = 2;
  put_at(content, 585, 44257.0 + (16 * 3600 + 17 * 60 + 59.25) / 86400);
  put_text_at(content, 0x3B7, "11.33");
  content[0x3CE] = 16;
  put_text_at(content, 0x3CF, "0200");
  return mpr_module("VMP LOG", content, 0, release);
}

inline std::string mpr_loops(const std::vector<std::uint32_t>& starts, MprRelease release) {
  std::string content;
  put(content, static_cast<std::uint32_t>(starts.size()));
  for (const auto start : starts) put(content, start);
  content.resize(280, '\0');
  return mpr_module("VMP loop", content, 0, release);
}

inline std::string mpr_file(const std::vector<std::string>& modules) {
  std::string bytes = "BIO-LOGIC MODULAR FILE\x1A";
  bytes.resize(48, ' ');
  bytes.resize(52, '\0');
  for (const auto& module : modules) bytes += module;
  return bytes;
}

}  // namespace niter::io::testing
