#include "niter/io/readers/impedance_csv.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/readers/autolab_nova.hpp"
#include "niter/io/readers/biologic_mpt.hpp"
#include "niter/io/readers/impedance_names.hpp"
#include "niter/io/readers/parstat_text.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "impedance-csv";

struct Layout {
  Dialect dialect;
  std::vector<std::string> headers = {};
  std::vector<ImpedanceName> names = {};  // empty: the file has none
  std::size_t rows = 0;                   // line of the first row
  std::size_t columns = 0;

  std::optional<std::size_t> find(ImpedanceKind kind) const {
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (names[k].kind == kind) return k;
    }
    return std::nullopt;
  }
  bool cartesian() const { return find(ImpedanceKind::Real) && find(ImpedanceKind::Imaginary); }
  bool polar() const { return find(ImpedanceKind::Modulus) && find(ImpedanceKind::Phase); }
  bool named() const { return find(ImpedanceKind::Frequency) && (cartesian() || polar()); }
};

bool is_comment(std::string_view line) {
  const auto text = trim(line);
  return text.empty() || text.front() == '#' || text.front() == '%';
}

Layout read_layout(std::span<const TextLine> lines) {
  Layout layout;
  layout.dialect = find_dialect(lines);
  std::size_t i = 0;
  while (i < lines.size() && is_comment(lines[i].text)) ++i;
  layout.rows = i;
  if (i == lines.size()) return layout;
  auto fields = split_fields(lines[i].text, layout.dialect);
  layout.columns = fields.size();
  if (is_numeric(fields, layout.dialect)) return layout;
  for (const auto& field : fields) {
    layout.headers.push_back(field.text);
    layout.names.push_back(read_impedance_name(field.text));
  }
  layout.rows = ++i;
  if (i >= lines.size()) return layout;
  // a line of units
  fields = split_fields(lines[i].text, layout.dialect);
  if (is_numeric(fields, layout.dialect) || fields.size() != layout.columns) return layout;
  const bool units =
      std::ranges::all_of(fields, [](const auto& field) { return bool(vendor_unit(field.text)); });
  if (!units) return layout;
  for (std::size_t k = 0; k < fields.size(); ++k) layout.names[k].unit = fields[k].text;
  ++layout.rows;
  return layout;
}

// three columns, the first evenly spaced in its logarithm
bool looks_like_spectrum(std::span<const TextLine> lines, const Layout& layout) {
  constexpr std::size_t few = 8, enough = 60;
  std::vector<double> f;
  bool imaginary = false;
  for (const auto& line : lines.subspan(layout.rows)) {
    if (f.size() == enough) break;
    if (is_comment(line.text)) continue;
    const auto fields = split_fields(line.text, layout.dialect);
    if (fields.size() != 3 || !is_numeric(fields, layout.dialect)) return false;
    const auto first = field_number(fields[0].text, layout.dialect);
    const auto third = field_number(fields[2].text, layout.dialect);
    if (!first || !third || !(*first > 0)) return false;
    f.push_back(std::log10(*first));
    imaginary = imaginary || *third != 0;
  }
  if (f.size() < few || !imaginary || std::abs(f.back() - f.front()) < 1) return false;
  double smallest = 1e9, largest = 0;
  const double direction = f.back() - f.front();
  for (std::size_t k = 1; k < f.size(); ++k) {
    const double step = (f[k] - f[k - 1]) * (direction > 0 ? 1 : -1);
    if (!(step > 0)) return false;
    smallest = std::min(smallest, step);
    largest = std::max(largest, step);
  }
  return largest <= 2.5 * smallest;
}

std::vector<VendorColumn> columns_of(const Layout& layout) {
  if (layout.names.empty()) return {{"column 1", "f"}, {"column 2", "Z_re"}, {"column 3", "Z_im"}};
  const bool cartesian = layout.cartesian();
  std::vector<VendorColumn> columns;
  for (std::size_t k = 0; k < layout.names.size(); ++k) {
    const auto& name_of = layout.names[k];
    VendorColumn column{.header = layout.headers[k],
                        .name = layout.headers[k],
                        .unit = name_of.unit,
                        .sign = name_of.sign};
    if (column.header.empty()) column.header = column.name = fmt::format("column {}", k + 1);
    const auto unit = vendor_unit(name_of.unit);
    const bool area = unit && unit->same_dimension(Unit::of("ohm m2"));
    switch (name_of.kind) {
      case ImpedanceKind::Frequency:
        column.name = "f";
        break;
      case ImpedanceKind::Real:
        column.name = area ? "z_re" : "Z_re";
        break;
      case ImpedanceKind::Imaginary:
        column.name = area ? "z_im" : "Z_im";
        break;
      case ImpedanceKind::Modulus:
        column.name = area ? "z_modulus" : "|Z|";
        if (name_of.unit.empty()) column.unit = "ohm";
        break;
      case ImpedanceKind::Phase:
        column.name = "phase";
        if (name_of.unit.empty()) column.unit = "deg";
        break;
      case ImpedanceKind::Time:
        column.name = "t";
        break;
      case ImpedanceKind::Potential:
        column.name = "E";
        break;
      case ImpedanceKind::Current:
        column.name = "I";
        break;
      case ImpedanceKind::Other:
        // the sign belongs to a name that is not understood
        column.sign = 1;
        break;
    }
    // with both parts there, modulus and phase are kept as they stand
    if (cartesian &&
        (name_of.kind == ImpedanceKind::Modulus || name_of.kind == ImpedanceKind::Phase)) {
      column.name = split_header(column.header).name;
      column.sign = 1;
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

void add_cartesian(data::Table& table) {
  const bool area = table.find("z_modulus") != nullptr;
  const auto* const modulus = table.find(area ? "z_modulus" : "|Z|");
  const auto* const phase = table.find("phase");
  if (modulus == nullptr || phase == nullptr) return;
  data::Column re{area ? "z_re" : "Z_re", modulus->unit, {}},
      im{area ? "z_im" : "Z_im", modulus->unit, {}};
  for (std::size_t k = 0; k < table.rows(); ++k) {
    re.values.push_back(modulus->values[k] * std::cos(phase->values[k]));
    im.values.push_back(modulus->values[k] * std::sin(phase->values[k]));
  }
  table.columns.insert(table.columns.end(), {std::move(re), std::move(im)});
}

// a new sweep begins where the frequency turns back; not if that would leave crumbs
std::vector<std::size_t> sweeps(const data::Table& table) {
  constexpr std::size_t few = 4;
  const auto* const f = table.find("f");
  std::vector<std::size_t> bounds{0};
  for (std::size_t k = 1; f != nullptr && k < table.rows(); ++k) {
    const auto first = bounds.back();
    if (k - first < 2) continue;
    const double direction = f->values[first + 1] - f->values[first];
    if ((f->values[k] - f->values[k - 1]) * direction >= 0) continue;
    bounds.push_back(k);
  }
  bounds.push_back(table.rows());
  for (std::size_t k = 1; k < bounds.size(); ++k) {
    if (bounds[k] - bounds[k - 1] < few) return {0, table.rows()};
  }
  return bounds;
}

void warn_of_sign(const data::Table& table, Recording& recording) {
  const auto* const im = table.find("Z_im");
  if (im == nullptr) return;
  const auto positive = std::ranges::count_if(im->values, [](double value) { return value > 0; });
  recording.caveats.push_back(
      2 * static_cast<std::size_t>(positive) > table.rows()
          ? "the columns have no names: read as f, Re Z and Im Z; most of Im Z is positive, as of "
            "an "
            "inductor: does the file hold -Im Z?"
          : "the columns have no names: read as f / Hz, Re Z / ohm and Im Z / ohm");
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  if (head.empty()) return Match::No;
  const auto lines = split_lines(head);
  const auto layout = read_layout(lines);
  if (layout.names.empty()) {
    return looks_like_spectrum(lines, layout) ? Match::Maybe : Match::No;
  }
  if (!layout.named()) return Match::No;
  // readers of these know more of the same names
  for (const auto& vendor : {autolab_nova_reader(), parstat_text_reader(), biologic_mpt_reader()}) {
    if (vendor.sniff(source) == Match::Yes) return Match::No;
  }
  const bool says = std::ranges::any_of(layout.names, &ImpedanceName::says_impedance);
  return says ? Match::Yes : Match::Maybe;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  auto lines = split_lines(text);
  const auto layout = read_layout(lines);
  if (layout.names.empty() ? layout.columns != 3 : !layout.named()) {
    return fail({Code::InvalidInput,
                 "no names of a frequency and an impedance, and not three columns without names",
                 {source.name, layout.rows < lines.size() ? lines[layout.rows].number : 1, 0},
                 "name the columns f, Z' and Z''"});
  }
  Recording recording{std::string(name)};
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(layout.rows));
  std::erase_if(lines, [](const auto& line) { return is_comment(line.text); });
  const RowBlock block{.lines = lines, .dialect = layout.dialect, .columns = columns_of(layout)};
  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  NITER_TRY(auto table, vendor_table(block, file, recording));
  if (table.rows() == 0) {
    return fail({Code::InvalidInput, "no whole row", {source.name, 1, 0}, "is the file cut off?"});
  }
  check_last_line(text, recording);
  if (!layout.names.empty() && !layout.cartesian()) add_cartesian(table);
  if (layout.names.empty()) warn_of_sign(table, recording);
  const auto bounds = sweeps(table);
  for (std::size_t k = 1; k < bounds.size(); ++k) {
    const auto title = bounds.size() == 2 ? std::string("impedance") : fmt::format("sweep {}", k);
    recording.parts.push_back({"eis", title, rows_of(table, bounds[k - 1], bounds[k])});
  }
  return recording;
}

}  // namespace

Reader impedance_csv_reader() {
  return {name, "Impedance as delimited text", "csv txt", sniff, read};
}

}  // namespace niter::io
