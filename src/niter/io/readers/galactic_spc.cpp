#include "niter/io/readers/galactic_spc.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/byte_numbers.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/readers/spc_header.hpp"
#include "niter/io/text_lines.hpp"
#include "niter/io/zip_files.hpp"

namespace niter::io {

namespace {

constexpr std::string_view reader_name = "galactic-spc";
constexpr std::size_t sub_size = 32;
constexpr int floats = -128;

/// Header of one subfile.
struct Sub {
  std::size_t at = 0;
  int exponent = 0;
  double z = 0, w = 0;
  std::uint32_t points = 0;
};

/// Walks the subfiles of one file.
class File {
 public:
  File(const Source& source, spc::Header header)
      : source_(source),
        bytes_(source.bytes),
        header_(std::move(header)),
        provenance_(provenance_of(source, reader_name)) {
    recording_.format = reader_name;
    recording_.instrument = header_.source;
    const auto add = [&](const char* key, std::string value) {
      if (!value.empty()) recording_.header.emplace_back(key, std::move(value));
    };
    add("date", header_.date);
    add("experiment", std::string(spc::experiment(header_)));
    add("resolution", header_.resolution);
    add("comment", header_.comment);
    add("method", header_.method);
    read_log();
  }

  Result<Recording> read() {
    std::size_t at = header_.size();
    std::vector<double> common;
    if (header_.abscissas && !header_.own_abscissas) {
      NITER_OK(need(at, 4 * std::size_t{header_.points}));
      common = numbers_at<float>(bytes_, at, header_.points, header_.order);
      at += 4 * common.size();
    }
    const auto directory = read_directory();
    const std::size_t most = header_.many ? bytes_.size() / sub_size : 1;
    const std::size_t stated = header_.old && header_.many ? most : std::max(1u, header_.subfiles);
    const std::size_t last = header_.log_at > at ? header_.log_at : bytes_.size();
    for (std::size_t k = 0; k < std::min(stated, most); ++k) {
      // an old file does not say how many subfiles it has
      if (header_.old && k > 0 && at + sub_size > last) break;
      if (k < directory.size()) at = directory[k];
      const auto status = read_subfile(at, common);
      if (status) continue;
      if (recording_.parts.empty()) return fail(status.error());
      cut(fmt::format("{} of {} subfiles are there: {}", k, stated, status.error().what));
      break;
    }
    if (!header_.old && stated > most && recording_.complete) {
      cut(fmt::format("{} subfiles are stated, {} can be there", stated, most));
    }
    return std::move(recording_);
  }

 private:
  void cut(std::string caveat) {
    recording_.complete = false;
    recording_.caveats.push_back(std::move(caveat));
  }

  Status need(std::size_t at, std::size_t count) const {
    if (at <= bytes_.size() && count <= bytes_.size() - at) return {};
    return fail(
        {Code::InvalidInput,
         fmt::format("the file has {} bytes where {} are needed", bytes_.size(), at + count),
         {source_.name},
         "the file is cut off: copy it again"});
  }

  // places of subfiles with abscissas of their own, where the file lists them
  std::vector<std::size_t> read_directory() const {
    std::vector<std::size_t> places;
    constexpr std::size_t entry = 12;
    if (!header_.own_abscissas || header_.points == 0) return places;
    for (std::size_t k = 0; k < header_.subfiles; ++k) {
      const std::size_t at = header_.points + entry * k;
      if (at + entry > bytes_.size()) return {};
      places.push_back(number_at<std::uint32_t>(bytes_, at, header_.order));
      if (places.back() < header_.size() || places.back() >= bytes_.size()) return {};
    }
    return places;
  }

  // one trace from `at` on; `at` ends behind it
  Status read_subfile(std::size_t& at, const std::vector<double>& common) {
    NITER_OK(need(at, sub_size));
    Sub sub{at + sub_size, number_at<std::int8_t>(bytes_, at + 1, header_.order),
            static_cast<double>(number_at<float>(bytes_, at + 4, header_.order)),
            static_cast<double>(number_at<float>(bytes_, at + 24, header_.order)),
            number_at<std::uint32_t>(bytes_, at + 16, header_.order)};
    if (!header_.many || (header_.old && recording_.parts.empty())) sub.exponent = header_.exponent;
    if (!header_.own_abscissas) {
      sub.points = header_.points;
    } else if (sub.points == 0 && !header_.many) {
      sub.points = header_.points;
    }
    const std::size_t count = sub.points;
    if (count == 0) {
      return fail({Code::InvalidInput, "a subfile without points", {source_.name}, "damaged?"});
    }
    const std::size_t width = sub.exponent != floats && header_.two_bytes ? 2 : 4;
    NITER_OK(need(sub.at, count * (width + (header_.own_abscissas ? 4 : 0))));
    auto x = common;
    if (header_.own_abscissas) {
      x = numbers_at<float>(bytes_, sub.at, count, header_.order);
      sub.at += 4 * count;
    }
    const auto axis = spc::x_axis(header_);
    auto abscissa = x.empty() ? data::Column{axis.name, axis.unit, even_abscissas(axis.unit, count)}
                              : column_in_si(axis.name, axis.unit, std::move(x));
    add_part(sub, std::move(abscissa), ordinates(sub, width));
    at = sub.at + width * count;
    return {};
  }

  // from the first to the last, in SI
  std::vector<double> even_abscissas(const Unit& unit, std::size_t count) const {
    const double first = unit.to_si(header_.first), last = unit.to_si(header_.last);
    const double step = count > 1 ? (last - first) / static_cast<double>(count - 1) : 0;
    std::vector<double> x;
    x.reserve(count);
    for (std::size_t i = 0; i < count; ++i) x.push_back(first + static_cast<double>(i) * step);
    return x;
  }

  std::vector<double> ordinates(const Sub& sub, std::size_t width) const {
    const auto order = header_.order;
    if (sub.exponent == floats) return numbers_at<float>(bytes_, sub.at, sub.points, order);
    const double scale = std::ldexp(1.0, sub.exponent - static_cast<int>(8 * width));
    if (width == 2) return numbers_at<std::int16_t>(bytes_, sub.at, sub.points, order, scale);
    if (!header_.old) return numbers_at<std::int32_t>(bytes_, sub.at, sub.points, order, scale);
    std::vector<double> y(sub.points);
    for (std::size_t i = 0; i < y.size(); ++i) {
      const auto stored = number_at<std::uint32_t>(bytes_, sub.at + 4 * i, order);
      y[i] = scale * static_cast<std::int32_t>(stored << 16 | stored >> 16);
    }
    return y;
  }

  void add_part(const Sub& sub, data::Column abscissa, std::vector<double> y) {
    auto ordinate = spc::y_axis(header_);
    constexpr double more_than_a_share = 2;
    if (ordinate.name == "transmittance" && std::ranges::max(y) > more_than_a_share) {
      if (recording_.parts.empty()) {
        recording_.caveats.emplace_back(
            "the format does not say whether a transmission is in percent: taken as percent");
      }
      ordinate.unit = Unit::of("%");
    }
    if (ordinate.name == abscissa.name) ordinate.name += " (ordinate)";
    Part part;
    part.technique = abscissa.name == "shift" ? "nmr" : "spectrum";
    part.title = header_.comment;
    part.table.provenance = provenance_;
    auto& settings = part.table.provenance.settings;
    if (recording_.parts.empty()) {
      for (const auto& [key, value] : recording_.header) settings.emplace(key, value);
    }
    if (header_.many) {
      settings["z"] = shortest(sub.z);
      part.title += fmt::format("{}z = {}", part.title.empty() ? "" : ", ", settings["z"]);
    }
    if (header_.planes > 0) {
      settings["w"] = shortest(sub.w);
      part.title += fmt::format(", w = {}", settings["w"]);
    }
    part.table.title = part.title;
    part.table.columns.push_back(std::move(abscissa));
    part.table.columns.push_back(column_in_si(ordinate.name, ordinate.unit, std::move(y)));
    recording_.parts.push_back(std::move(part));
  }

  // lines of text behind the traces
  void read_log() {
    constexpr std::size_t log_header = 64, most_lines = 200;
    const std::size_t at = header_.log_at;
    if (header_.old || at == 0 || at > bytes_.size() || bytes_.size() - at < log_header) return;
    const auto size = number_at<std::uint32_t>(bytes_, at, header_.order);
    const auto text_at = number_at<std::uint32_t>(bytes_, at + 8, header_.order);
    const auto block = bytes_.substr(at, size);
    if (text_at >= block.size()) return;
    auto text = block.substr(text_at);
    const auto utf8 = to_utf8(text.substr(0, text.find('\0')), source_.name);
    if (!utf8) return;
    for (const auto& line : split_lines(*utf8)) {
      if (recording_.header.size() >= most_lines) break;
      const auto words = trim(line.text);
      const auto equal = words.find('=');
      if (words.empty()) continue;
      if (equal == std::string_view::npos) {
        recording_.header.emplace_back("", words);
      } else {
        recording_.header.emplace_back(trim(words.substr(0, equal)), trim(words.substr(equal + 1)));
      }
    }
  }

  const Source& source_;
  std::string_view bytes_;
  spc::Header header_;
  data::Provenance provenance_;
  Recording recording_;
};

Match sniff(const Source& source) {
  const auto head = source.bytes.substr(0, 512);
  // letters K, L and M stand in texts too, but no text has so many NULs
  constexpr std::ptrdiff_t nuls = 40;
  if (std::ranges::count(head, '\0') < nuls) return Match::No;
  // the second letter of every zip archive is the K of version 4B
  if (is_zip(head)) return Match::No;
  return spc::read_header(source.bytes) ? Match::Yes : Match::No;
}

Result<Recording> read_all(const Source& source) {
  auto header = spc::read_header(source.bytes);
  if (!header) {
    return fail({Code::InvalidInput,
                 "no header of an SPC file of version 4B, 4C or 4D",
                 {source.name},
                 "is the file cut off? other versions: export it again with GRAMS"});
  }
  return File(source, *std::move(header)).read();
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader galactic_spc_reader() {
  return {reader_name, "Galactic SPC spectrum, binary", "spc", sniff, read};
}

}  // namespace niter::io
