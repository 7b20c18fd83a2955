#include "niter/io/readers/spc_header.hpp"

#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/byte_numbers.hpp"
#include "niter/io/encoding.hpp"

namespace niter::io::spc {

namespace {

struct Type {
  int code;
  std::string_view name, unit;
};

// codes of the format's own header file
constexpr std::array<Type, 30> x_types{{{0, "x", "a.u."},
                                        {1, "wavenumber", "cm-1"},
                                        {2, "wavelength", "um"},
                                        {3, "wavelength", "nm"},
                                        {4, "t", "s"},
                                        {5, "t", "min"},
                                        {6, "f", "Hz"},
                                        {7, "f", "kHz"},
                                        {8, "f", "MHz"},
                                        {9, "m/z", "1"},
                                        {10, "shift", "Hz/MHz"},
                                        {11, "t", "d"},
                                        {12, "years", "1"},
                                        {13, "raman shift", "cm-1"},
                                        {14, "energy", "eV"},
                                        {16, "diode", "1"},
                                        {17, "channel", "1"},
                                        {18, "angle", "deg"},
                                        {20, "temperature", "degC"},
                                        {21, "temperature", "K"},
                                        {22, "point", "1"},
                                        {23, "t", "ms"},
                                        {24, "t", "us"},
                                        {25, "t", "ns"},
                                        {26, "f", "GHz"},
                                        {27, "length", "cm"},
                                        {28, "length", "m"},
                                        {29, "length", "mm"},
                                        {30, "t", "h"},
                                        {255, "double interferogram", "1"}}};
constexpr std::array<Type, 27> y_types{
    {{0, "intensity", "a.u."},      {1, "interferogram", "1"},
     {2, "absorbance", "1"},        {3, "kubelka-munk", "1"},
     {4, "counts", "counts"},       {5, "voltage", "V"},
     {6, "angle", "deg"},           {7, "current", "mA"},
     {8, "length", "mm"},           {9, "voltage", "mV"},
     {10, "log(1/r)", "1"},         {11, "percent", "%"},
     {12, "intensity", "a.u."},     {13, "relative intensity", "1"},
     {14, "energy", "a.u."},        {16, "decibel", "1"},
     {20, "temperature", "degC"},   {21, "temperature", "K"},
     {22, "refractive index", "1"}, {23, "extinction coefficient", "1"},
     {24, "real", "a.u."},          {25, "imaginary", "a.u."},
     {26, "complex", "a.u."},       {128, "transmittance", "1"},
     {129, "reflectance", "1"},     {130, "single beam", "a.u."},
     {131, "emission", "a.u."}}};
constexpr std::array<std::string_view, 14> experiments{"",
                                                       "gas chromatogram",
                                                       "chromatogram",
                                                       "HPLC chromatogram",
                                                       "FT-IR",
                                                       "NIR",
                                                       "",
                                                       "UV-Vis",
                                                       "XRD",
                                                       "mass spectrum",
                                                       "NMR",
                                                       "Raman",
                                                       "fluorescence",
                                                       "atomic"};

SpectrumAxis axis(std::span<const Type> types, int code, std::string_view kind) {
  for (const auto& type : types) {
    if (type.code == code) return {std::string(type.name), Unit::of(type.unit)};
  }
  return {fmt::format("{} of type {}", kind, code), {}};
}

// up to the first NUL, in UTF-8
std::string text_at(std::string_view bytes, std::size_t at, std::size_t length) {
  auto text = bytes.substr(at, length);
  text = trim(text.substr(0, text.find('\0')));
  auto utf8 = to_utf8(text, {});
  return utf8 ? *std::move(utf8) : std::string();
}

// three texts, each closed by a NUL
void read_labels(std::string_view bytes, std::size_t at, Header& header) {
  auto all = bytes.substr(at, 30);
  for (auto* label : {&header.x_label, &header.y_label, &header.z_label}) {
    const auto end = std::min(all.find('\0'), all.size());
    *label = text_at(all, 0, end);
    all.remove_prefix(std::min(end + 1, all.size()));
  }
}

std::string date_of(int year, int month, int day, int hour, int minute) {
  if (year == 0 || month == 0) return {};
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", year, month, day, hour, minute);
}

Header read_new(std::string_view bytes, Header header) {
  const auto order = header.order;
  header.experiment = number_at<std::uint8_t>(bytes, 2, order);
  header.exponent = number_at<std::int8_t>(bytes, 3, order);
  header.points = number_at<std::uint32_t>(bytes, 4, order);
  header.first = number_at<double>(bytes, 8, order);
  header.last = number_at<double>(bytes, 16, order);
  header.subfiles = number_at<std::uint32_t>(bytes, 24, order);
  header.x_type = number_at<std::uint8_t>(bytes, 28, order);
  header.y_type = number_at<std::uint8_t>(bytes, 29, order);
  const auto date = number_at<std::uint32_t>(bytes, 32, order);
  header.date = date_of(static_cast<int>(date >> 20), static_cast<int>(date >> 16 & 15),
                        static_cast<int>(date >> 11 & 31), static_cast<int>(date >> 6 & 31),
                        static_cast<int>(date & 63));
  header.resolution = text_at(bytes, 36, 9);
  header.source = text_at(bytes, 45, 9);
  header.comment = text_at(bytes, 88, 130);
  header.log_at = number_at<std::uint32_t>(bytes, 248, order);
  header.method = text_at(bytes, 264, 48);
  header.planes = number_at<std::uint32_t>(bytes, 316, order);
  constexpr unsigned labels = 0x20;
  if ((static_cast<unsigned char>(bytes[0]) & labels) != 0) read_labels(bytes, 218, header);
  return header;
}

std::optional<Header> read_old(std::string_view bytes, Header header) {
  constexpr auto order = std::endian::little;
  constexpr float most = 1e8f;
  header.old = true;
  header.exponent = number_at<std::int16_t>(bytes, 2, order);
  const auto points = number_at<float>(bytes, 4, order);
  if (!(points >= 1 && points <= most) || points != std::floor(points)) return std::nullopt;
  header.points = static_cast<std::uint32_t>(points);
  header.first = static_cast<double>(number_at<float>(bytes, 8, order));
  header.last = static_cast<double>(number_at<float>(bytes, 12, order));
  header.x_type = number_at<std::uint8_t>(bytes, 16, order);
  header.y_type = number_at<std::uint8_t>(bytes, 17, order);
  const auto year = number_at<std::uint16_t>(bytes, 18, order);
  const auto byte = [&](std::size_t at) { return int{number_at<std::uint8_t>(bytes, at, order)}; };
  header.date = date_of(year & 0x0FFF, byte(20), byte(21), byte(22), byte(23));
  header.resolution = text_at(bytes, 24, 8);
  header.comment = text_at(bytes, 64, 130);
  constexpr int z_labels = 15;  // in the upper bits of the year
  if (year >> 12 == z_labels) read_labels(bytes, 194, header);
  header.subfiles = 0;
  return header;
}

}  // namespace

std::optional<Header> read_header(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const auto flags = static_cast<unsigned char>(bytes[0]);
  Header header;
  header.two_bytes = (flags & 0x01) != 0;
  header.many = (flags & 0x04) != 0;
  header.own_abscissas = (flags & 0x40) != 0;
  header.abscissas = (flags & 0x80) != 0;
  const auto version = static_cast<unsigned char>(bytes[1]);
  if (version == 0x4D) {
    if (bytes.size() < 256) return std::nullopt;
    return read_old(bytes, header);
  }
  if ((version != 0x4B && version != 0x4C) || bytes.size() < 512) return std::nullopt;
  header.order = version == 0x4B ? std::endian::little : std::endian::big;
  header = read_new(bytes, header);
  const bool honest = std::isfinite(header.first) && std::isfinite(header.last) &&
                      header.x_type <= 255 && (header.points > 0 || header.own_abscissas);
  return honest ? std::optional(std::move(header)) : std::nullopt;
}

SpectrumAxis x_axis(const Header& header) {
  return header.x_label.empty() ? axis(x_types, header.x_type, "abscissa")
                                : abscissa_axis(header.x_label);
}

SpectrumAxis y_axis(const Header& header) {
  return header.y_label.empty() ? axis(y_types, header.y_type, "ordinate")
                                : ordinate_axis(header.y_label);
}

std::string_view experiment(const Header& header) {
  const auto code = static_cast<std::size_t>(header.experiment);
  return code < experiments.size() ? experiments[code] : std::string_view();
}

}  // namespace niter::io::spc
