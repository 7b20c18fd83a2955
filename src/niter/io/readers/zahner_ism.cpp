#include "niter/io/readers/zahner_ism.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/byte_numbers.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/part_columns.hpp"

namespace niter::io {

namespace {

constexpr std::string_view reader_name = "zahner-ism";
constexpr auto big = std::endian::big;
constexpr std::size_t front = 12;           // version and number of rows
constexpr std::size_t row = 4 * 8 + 2;      // bytes of a row over all columns
constexpr std::size_t settings_count = 32;  // doubles behind the texts

std::uint64_t six_bytes(std::string_view bytes, std::size_t at) {
  return (std::uint64_t{number_at<std::uint16_t>(bytes, at, big)} << 32) |
         number_at<std::uint32_t>(bytes, at + 2, big);
}

/// The texts behind the columns, and what follows them.
class Tail {
 public:
  explicit Tail(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::string> text() {
    if (bytes_.size() < 2) return std::nullopt;
    const std::size_t length = number_at<std::uint16_t>(bytes_, 0, big);
    if (bytes_.size() < 2 + length) return std::nullopt;
    std::string turned(bytes_.substr(2, length));
    for (char& c : turned) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter) c = static_cast<char>(c ^ 0x20);
      if (c >= 0 && c < ' ') c = ' ';
    }
    bytes_.remove_prefix(2 + length);
    auto utf8 = to_utf8(turned, {});
    return utf8 ? *std::move(utf8) : std::string();
  }
  std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

struct Spectrum {
  std::vector<double> f, modulus, phase, seconds, significance;
  std::vector<double> voltage = {}, current = {};  // empty if not recorded
  double amplitude = 0;                            // [V or A]
};

// the settings say whether voltage and current were recorded with each frequency
void read_tracks(std::string_view rest, std::size_t rows, Spectrum& spectrum) {
  constexpr std::size_t amplitude_at = 25, tracks_at = 27;
  constexpr int tracks_bit = 32768, tracks_flag = 256;
  const std::size_t begin = 2 + 8 * settings_count;
  if (rest.size() < begin) return;
  const auto settings = numbers_at<double>(rest, 2, settings_count, big);
  if (std::isfinite(settings[amplitude_at])) spectrum.amplitude = settings[amplitude_at] / 1000;
  const double tracks = settings[tracks_at];
  if (number_at<std::int16_t>(rest, 0, big) <= tracks_flag || !(tracks >= 0 && tracks < 1e9) ||
      (static_cast<int>(tracks) & tracks_bit) == 0 || rest.size() < begin + 16 * rows) {
    return;
  }
  for (std::size_t i = 0; i < rows; ++i) {
    spectrum.voltage.push_back(number_at<double>(rest, begin + 16 * i, big));
    spectrum.current.push_back(number_at<double>(rest, begin + 16 * i + 8, big));
  }
}

std::vector<double> cut_out(const std::vector<double>& column, std::size_t first,
                            std::size_t last) {
  return {column.begin() + static_cast<std::ptrdiff_t>(first),
          column.begin() + static_cast<std::ptrdiff_t>(last)};
}

data::Table table_of(const Spectrum& all, std::size_t first, std::size_t last) {
  data::Table table;
  std::vector<double> re, im, t;
  for (auto* column : {&re, &im, &t}) column->reserve(last - first);
  for (std::size_t i = first; i < last; ++i) {
    re.push_back(all.modulus[i] * std::cos(all.phase[i]));
    im.push_back(all.modulus[i] * std::sin(all.phase[i]));
    t.push_back(std::abs(all.seconds[i]) - std::abs(all.seconds[0]));
  }
  table.columns = {{"f", Unit::of("Hz"), cut_out(all.f, first, last)},
                   {"Z_re", Unit::of("ohm"), std::move(re)},
                   {"Z_im", Unit::of("ohm"), std::move(im)},
                   {"t", Unit::of("s"), std::move(t)},
                   {"significance", {}, cut_out(all.significance, first, last)}};
  if (!all.voltage.empty()) {
    table.columns.push_back({"E", Unit::of("V"), cut_out(all.voltage, first, last)});
    table.columns.push_back({"I", Unit::of("A"), cut_out(all.current, first, last)});
  }
  return table;
}

Match sniff(const Source& source) {
  const auto& bytes = source.bytes;
  if (bytes.size() < front) return Match::No;
  // minus one or minus two in four bytes
  const auto version = six_bytes(bytes, 0);
  if (version != 0xFFFFFFFE && version != 0xFFFFFFFF) return Match::No;
  return six_bytes(bytes, 6) < 1u << 20 ? Match::Yes : Match::No;
}

Result<Spectrum> read_columns(const Source& source) {
  const auto& bytes = source.bytes;
  const auto refuse = [&](std::string what, std::string hint) {
    return fail({Code::InvalidInput, std::move(what), {source.name}, std::move(hint)});
  };
  if (bytes.size() < front)
    return refuse("shorter than the front of an .ism file", "is it cut off?");
  const std::uint64_t rows64 = six_bytes(bytes, 6) + 1;
  if (rows64 > (bytes.size() - front) / row) {
    return refuse(fmt::format("{} rows need {} bytes, the file has {}", rows64,
                              front + row * rows64, bytes.size()),
                  "the file is cut off: copy it again");
  }
  const auto rows = static_cast<std::size_t>(rows64);
  const auto column = [&](std::size_t k) {
    return numbers_at<double>(bytes, front + 8 * rows * k, rows, big);
  };
  Spectrum spectrum{column(0), column(1), column(2), column(3),
                    numbers_at<std::int16_t>(bytes, front + 32 * rows, rows, big)};
  for (std::size_t i = 0; i < rows; ++i) {
    const bool good = spectrum.f[i] > 0 && std::isfinite(spectrum.f[i]) &&
                      spectrum.modulus[i] >= 0 && std::isfinite(spectrum.modulus[i]) &&
                      std::abs(spectrum.phase[i]) < 10 && std::isfinite(spectrum.seconds[i]);
    if (!good) {
      return refuse(fmt::format("row {} is no impedance: f {}, |Z| {}, phase {}", i + 1,
                                spectrum.f[i], spectrum.modulus[i], spectrum.phase[i]),
                    "the file is damaged: copy it again");
    }
  }
  return spectrum;
}

Result<Recording> read_all(const Source& source) {
  NITER_TRY(auto spectrum, read_columns(source));
  const std::size_t rows = spectrum.f.size();
  Recording recording{.format = std::string(reader_name), .instrument = "Zahner"};

  Tail tail(source.bytes.substr(front + row * rows));
  bool whole = true;
  for (const auto* name :
       {"date", "system", "voltage", "current", "temperature", "time window", "comment 1",
        "comment 2", "comment 3", "comment 4", "electrode area", "serial quantity"}) {
    const auto text = tail.text();
    whole = whole && text.has_value();
    if (text && !text->empty()) recording.header.emplace_back(name, *text);
  }
  if (!whole) recording.caveats.emplace_back("the texts behind the data are not all there");
  read_tracks(tail.rest(), rows, spectrum);

  auto provenance = provenance_of(source, reader_name);
  for (const auto& [name, text] : recording.header) provenance.settings[name] = text;
  if (spectrum.amplitude > 0) {
    provenance.settings["amplitude / V or A"] = shortest(spectrum.amplitude);
  }

  const auto least = std::ranges::min_element(spectrum.f) - spectrum.f.begin();
  const auto most = std::ranges::max_element(spectrum.f) - spectrum.f.begin();
  const auto begin = static_cast<std::size_t>(std::min(least, most));
  const auto end = static_cast<std::size_t>(std::max(least, most)) + 1;
  const auto add = [&](std::string title, std::size_t first, std::size_t last) {
    if (first == last) return;
    Part part{"eis", std::move(title), table_of(spectrum, first, last)};
    part.table.title = part.title;
    part.table.provenance = provenance;
    recording.parts.push_back(std::move(part));
  };
  const auto system = provenance.settings["system"];
  add(system, begin, end);
  const auto named = system.empty() ? std::string() : system + ", ";
  add(named + "before the sweep turned", 0, begin);
  add(named + "after the last frequency", end, rows);
  return recording;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader zahner_ism_reader() {
  return {reader_name, "Zahner Thales impedance, binary", "ism", sniff, read};
}

}  // namespace niter::io
