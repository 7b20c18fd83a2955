#include "niter/io/readers/zahner_ism.hpp"

#include <cmath>
#include <complex>
#include <numbers>

#include "niter/io/byte_numbers.hpp"
#include "niter/io/reader_testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;
using testing::shared_file;

const Reader reader = zahner_ism_reader();

template <class T>
void append(std::string& bytes, T value) {
  std::string raw(sizeof(T), '\0');
  std::memcpy(raw.data(), &value, sizeof(T));
  bytes.append(raw.rbegin(), raw.rend());  // big end first
}

// three frequencies from the middle over the largest to the smallest; 2 ohm at -pi/2
std::string spectrum() {
  std::string bytes("\0\0\xFF\xFF\xFF\xFE\0\0\0\0\0\2", 12);
  for (const double f : {10.0, 100.0, 1.0}) append(bytes, f);
  for (int i = 0; i < 3; ++i) append(bytes, 2.0);
  for (int i = 0; i < 3; ++i) append(bytes, -std::numbers::pi / 2);
  for (const double s : {1e9, 1e9 + 1, 1e9 + 5}) append(bytes, s);
  for (int i = 0; i < 3; ++i) append(bytes, std::int16_t{999});
  for (const std::string text : {"160724", "rc hiz", "0v", "", "", "", "", "", "", "", "", ""}) {
    append(bytes, static_cast<std::int16_t>(text.size()));
    bytes += text;
  }
  append(bytes, std::int16_t{1008});
  for (int i = 0; i < 32; ++i) append(bytes, i == 27 ? 32768.0 : i == 25 ? 10.0 : 0.0);
  for (int i = 0; i < 3; ++i) {
    append(bytes, 0.5 + i);
    append(bytes, -1e-3 * i);
  }
  return bytes;
}

TEST(ZahnerIsm, SpectrumFromTheTurnOn) {
  NITER_SOURCE("zahner_analysis", "zahner_analysis/file_import/ism_import.py");
  EXPECT_EQ(reader.sniff({spectrum(), "x"}), Match::Yes);
  const auto recording = read_whole(reader, spectrum());
  ASSERT_EQ(recording.parts.size(), 2u);
  const auto& table = recording.parts[0].table;
  ASSERT_EQ(table.rows(), 2u);
  EXPECT_EQ(recording.parts[0].title, "RC HIZ");
  EXPECT_EQ((*table.column("f"))[0], 100);
  EXPECT_NEAR((*table.column("Z_re"))[0], 0, 1e-15);
  EXPECT_EQ((*table.column("Z_im"))[0], -2);
  EXPECT_EQ((*table.column("t"))[1], 5);
  EXPECT_EQ((*table.column("E"))[0], 1.5);
  EXPECT_EQ((*table.column("I"))[1], -2e-3);
  EXPECT_EQ(table.provenance.settings.at("amplitude / V or A"), "0.01");
  EXPECT_EQ(recording.parts[1].table.rows(), 1u);
}

TEST(ZahnerIsm, CutDamagedAndHostile) {
  NITER_IDENTITY("a cut file never passes for a whole one; a count claims no memory");
  testing::expect_cuts_are_seen(reader, spectrum());
  testing::expect_damage_is_survived(reader, spectrum(), 5000);
  auto claimed = spectrum();
  claimed.replace(6, 6, "\x7F\xFF\xFF\xFF\xFF\xFF");
  EXPECT_NE(error_of(reader, claimed).find("rows need"), std::string::npos);
  claimed.replace(6, 6, "\xFF\xFF\xFF\xFF\xFF\xFF");  // plus one is 2^48
  EXPECT_NE(error_of(reader, claimed).find("rows need"), std::string::npos);
}

TEST(ZahnerIsmExternal, ResistorAndCapacitor) {
  NITER_SOURCE("zahner_analysis", "Examples/BasicIntroduction/fit_results/fit_result.json");
  const auto bytes = shared_file("eis/zahner_rc-data.ism");
  if (bytes.empty()) GTEST_SKIP();
  const auto recording = read({bytes, "it"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "zahner-ism");
  ASSERT_EQ(recording->parts.size(), 2u);
  const auto& table = recording->parts[0].table;
  ASSERT_EQ(table.rows(), 55u);
  EXPECT_EQ(recording->parts[1].table.rows(), 20u);
  const auto f = *table.column("f"), re = *table.column("Z_re"), im = *table.column("Z_im");
  // R parallel to C by least squares of relative admittances: linear in 1/R and C
  double conductance = 0, capacitance = 0, weight = 0, frequencies = 0;
  double largest = 0, largest_phase = 0;
  for (std::size_t i = 0; i < f.size(); ++i) {
    const double omega = 2 * std::numbers::pi * f[i];
    const std::complex<double> z(re[i], im[i]), y = 1.0 / z;
    conductance += y.real() / std::norm(y);
    capacitance += y.imag() * omega / std::norm(y);
    weight += 1 / std::norm(y);
    frequencies += omega * omega / std::norm(y);
    // their result against these data, with the errors they state
    const auto model =
        1.0 / std::complex<double>(1 / 98865833.09119938, omega * 1.478386875429157e-10);
    largest = std::max(largest, std::abs(std::abs(model) / std::abs(z) - 1));
    largest_phase = std::max(largest_phase, std::abs(std::arg(model / z)));
  }
  EXPECT_NEAR(weight / conductance, 98.8658e6, 0.006955 * 98.8658e6);
  EXPECT_NEAR(capacitance / frequencies, 147.839e-12, 0.017836 * 147.839e-12);
  EXPECT_NEAR(largest, 1.302367e-2, 1e-4);
  EXPECT_NEAR(largest_phase * 180 / std::numbers::pi, 1.1278109, 1e-5);
  testing::expect_cuts_are_seen(reader, bytes);
}

TEST(ZahnerIsmExternal, Drift) {
  NITER_SOURCE("zahner_analysis", "Examples/ZHIT/drift.ism");
  const auto bytes = shared_file("eis/zahner_drift.ism");
  if (bytes.empty()) GTEST_SKIP();
  const auto recording = read_whole(reader, bytes);
  ASSERT_EQ(recording.parts.size(), 1u);
  const auto& table = recording.parts[0].table;
  ASSERT_EQ(table.rows(), 47u);
  EXPECT_EQ((*table.column("f"))[0], 50000);
  EXPECT_NEAR((*table.column("Z_re"))[0], 41.27260050510183 * std::cos(0.9682242141231516), 1e-12);
  EXPECT_EQ(recording.header[1].second, "drift 100Hz");
  testing::expect_cuts_are_seen(reader, bytes);
}

}  // namespace
}  // namespace niter::io
