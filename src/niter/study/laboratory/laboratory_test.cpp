// The virtual laboratory: errors of the stated size, the same bytes for the same seed.
#include <cmath>

#include "niter/analysis/assay/reading.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/readers.hpp"
#include "niter/study/laboratory/notebook.hpp"
#include "niter/study/laboratory/raw_folder.hpp"
#include "niter/study/virtual_record.hpp"

namespace niter::study {
namespace {

// one electrolysis of the campaign is enough for what is asked here
TrueElectrolysis one_electrolysis() {
  TrueElectrolysis run{.id = "one",
                       .experiment = "no3",
                       .catalyst = "Fe2Co1/NC",
                       .reactant = "NO3-",
                       .potential = -1,
                       .record = {}};
  run.record.table.columns = {{"t", Unit::of("s"), {0, 1, 2, 3}},
                              {"E", Unit::of("V"), {-1, -1, -1, -1}},
                              {"j", Unit::of("mA cm-2"), {-430, -430, -430, -430}}};
  twin::protocol::Part part;
  part.text = "hold -1 V vs RHE for 3 s";
  part.last_row = 3;
  part.end = 3;
  run.record.parts = {part};
  run.area = 1e-4, run.volume = 5e-5, run.amount = 1.7e-4, run.charge = 0.129;
  return run;
}

TEST(Laboratory, StandardsScatterAboutTheirLineAsThePhotometerDoes) {
  NITER_IDENTITY("the mean residual variance is that of a colour reaction and of a pipette");
  const auto equipment = load_equipment();
  ASSERT_TRUE(equipment) << equipment.error().text();
  double variance = 0, slope = 0, pipetted = 0;
  constexpr int days = 300;
  for (int day = 0; day < days; ++day) {
    twin::NormalDeviates deviates(static_cast<std::uint64_t>(day));
    const auto standards = make_standards(*equipment, deviates);
    const auto line = analysis::fit_line(standards.concentration, standards.absorbance);
    ASSERT_TRUE(line);
    variance += line->scatter * line->scatter / days;
    slope += line->slope / days;
    for (const double c : standards.concentration) {
      pipetted += std::pow(equipment->pipette_sd_relative.value * line->slope * c, 2) /
                  static_cast<double>(days * standards.concentration.size());
    }
  }
  const double expected = std::pow(equipment->absorbance_sd.value, 2) + pipetted;
  EXPECT_NEAR(variance / expected, 1, 0.06);  // 4200 degrees of freedom: 2.2 %
  EXPECT_NEAR(slope / equipment->calibration_slope_L_mg.value, 1, 1e-3);
}

TEST(Laboratory, TheSameSeedWritesTheSameBytes) {
  NITER_IDENTITY("one seed, one folder; another seed, other noise about the same truth");
  const auto study = load_study(NITER_SOURCE_DIR "/studies/feco-nc");
  ASSERT_TRUE(study) << study.error().text();
  const auto model = Model::make(*study);
  ASSERT_TRUE(model) << model.error().text();
  Campaign campaign;
  campaign.area = 1e-4;
  campaign.electrolyses = {one_electrolysis()};

  const auto bytes_of = [&](std::uint64_t seed) {
    const auto folder = std::filesystem::path(::testing::TempDir()) / "laboratory";
    std::filesystem::remove_all(folder);
    const auto written = write_raw_folder(folder, *study, campaign, seed, {});
    EXPECT_TRUE(written) << written.error().text();
    EXPECT_EQ(written->truths.size(), 2u);
    std::string all;
    for (const auto& file : written->files) all += read_file(file).value();
    all += read_file(folder / "truth.json").value();
    std::filesystem::remove_all(folder);
    return all;
  };
  const auto first = bytes_of(3);
  EXPECT_EQ(first, bytes_of(3));
  EXPECT_NE(first, bytes_of(4));
}

TEST(Laboratory, CyclesAndControlsAreReadWithTheirRoles) {
  NITER_IDENTITY("what the laboratory writes of a role is what the study reads");
  const auto founding = load_study(NITER_SOURCE_DIR "/studies/feco-nc");
  ASSERT_TRUE(founding) << founding.error().text();
  Campaign campaign;
  campaign.area = 1e-4;
  campaign.electrolyses = {one_electrolysis(), one_electrolysis(), one_electrolysis()};
  campaign.electrolyses[1].id = "cycle";
  campaign.electrolyses[1].role = {RoleKind::Cycle, 3, {}, {}, {}};
  campaign.electrolyses[2].id = "control";
  campaign.electrolyses[2].role = {RoleKind::Control, 0, "no reactant", "one", {}};
  const auto folder = std::filesystem::path(::testing::TempDir()) / "laboratory_roles";
  std::filesystem::remove_all(folder);
  const auto written = write_raw_folder(folder, *founding, campaign, 1, {});
  ASSERT_TRUE(written) << written.error().text();
  const auto study = load_study(written->study);
  ASSERT_TRUE(study) << study.error().text();
  ASSERT_EQ(study->measurements.size(), 3u);
  EXPECT_EQ(study->measurements[0].role.kind, RoleKind::None);
  EXPECT_EQ(study->measurements[1].role.cycle, 3);
  EXPECT_EQ(study->measurements[2].role.control, "no reactant");
  EXPECT_EQ(study->measurements[2].role.of, "one");
  std::filesystem::remove_all(folder);
}

TEST(Laboratory, AFileForEachScanRate) {
  NITER_IDENTITY("two cycles at 50 and two at 100 mV/s are two files with their own rate and time");
  twin::protocol::RunRecord record;
  std::vector<double> t{0}, e{0}, j{0};
  for (const double rate : {0.05, 0.1}) {
    for (int step = 0; step < 400; ++step) {  // 1 mV each, up and down between 0 and 0.1 V
      const bool up = step % 200 < 100;
      t.push_back(t.back() + 1e-3 / rate);
      e.push_back(e.back() + (up ? 1e-3 : -1e-3));
      j.push_back((up ? 1 : -1) * 340 * rate);
    }
  }
  twin::protocol::Part part;
  part.text = "cycle 2 times between 0.1 and 0 V vs RHE at 50, 100 mV/s";
  part.last_row = t.size() - 1;
  record.parts = {part};
  record.table.columns = {
      {"t", Unit::of("s"), t}, {"E", Unit::of("V"), e}, {"j", Unit::of("A m-2"), j}};

  const auto folder = std::filesystem::path(::testing::TempDir()) / "laboratory_rates";
  std::filesystem::create_directories(folder);
  VirtualRecordOptions options;
  options.instrument = "chi660e";
  options.format = "chi-txt";
  const auto files = write_virtual_records(folder / "cv", record, options);
  ASSERT_TRUE(files) << files.error().text();
  ASSERT_EQ(files->size(), 2u);
  const double rates[] = {0.05, 0.1};
  for (std::size_t i = 0; i < 2; ++i) {
    const auto recording = io::read_recording(files->at(i));
    ASSERT_TRUE(recording) << recording.error().text();
    std::size_t rows = 0;
    for (const auto& one : recording->parts) rows += one.table.rows();
    EXPECT_NEAR(static_cast<double>(rows), 400, 2);
    const auto& first = recording->parts.front().table;
    const auto time = *first.column("t"), potential = *first.column("E");
    EXPECT_NEAR(std::abs(potential[50] - potential[10]) / (time[50] - time[10]), rates[i],
                0.02 * rates[i]);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace niter::study
