#include "niter/study/laboratory/raw_folder.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/config/value.hpp"
#include "niter/study/laboratory/notebook.hpp"
#include "niter/study/virtual_record.hpp"

namespace niter::study {
namespace fs = std::filesystem;

namespace {

struct Potentiostat {
  const char *instrument, *format;
};
constexpr std::array<Potentiostat, 3> potentiostats{{{"biologic-sp300", "biologic-mpt"},
                                                     {"gamry-interface-1010e", "gamry-dta"},
                                                     {"chi660e", "chi-txt"}}};

std::string role_text(const Role& role) {
  if (role.kind == RoleKind::Cycle) {
    return fmt::format("role = \"cycle\"\ncycle = {}\n", role.cycle);
  }
  if (role.kind == RoleKind::Control) {
    return fmt::format("role = \"control\"\ncontrol = \"{}\"\nof = \"{}\"\n", role.control,
                       role.of);
  }
  return {};
}

// files of one seed differ in their noise; nothing but the seed and the order decides it
constexpr std::uint64_t seeds_of_one_file = 1000;

class Writer {
 public:
  Writer(fs::path folder, const Study& study, const Campaign& campaign, std::uint64_t seed)
      : folder_(std::move(folder)),
        study_(study),
        campaign_(campaign),
        seed_(seed),
        deviates_(seed, 1) {}

  Result<RawFolder> write(const Monitor& monitor) {
    NITER_TRY(equipment_, load_equipment());
    for (const auto& potentiostat : potentiostats) {
      NITER_TRY(const auto instrument, twin::load_instrument(potentiostat.instrument));
      worst_gain_ = std::max(worst_gain_, instrument.current_gain.value / std::sqrt(3.0));
    }
    std::error_code ec;
    for (const char* const sub : {"raw", "electrolysis"}) fs::create_directories(folder_ / sub, ec);
    begin_study();
    const std::size_t count = campaign_.electrolyses.size() + campaign_.scans.size();
    std::size_t done = 0;
    const auto next = [&]() -> Status {
      monitor.at("raw files", static_cast<double>(done++) / static_cast<double>(count));
      return monitor.check();
    };
    const DayStandards standards = make_standards(equipment_, deviates_);
    for (const auto& run : campaign_.electrolyses) {
      NITER_OK(next());
      NITER_OK(write_electrolysis(run, standards));
    }
    for (const auto& scan : campaign_.scans) {
      NITER_OK(next());
      NITER_OK(write_scan(scan));
    }
    NITER_OK(write_file_atomically(folder_ / "truth.json", truth_text()));
    out_.study = folder_ / "study.toml";
    NITER_OK(write_file_atomically(out_.study, study_text_));
    return std::move(out_);
  }

 private:
  const Potentiostat& potentiostat_of(const std::string& catalyst) const {
    std::vector<std::string> met;
    for (const auto& run : campaign_.electrolyses) {
      if (std::ranges::find(met, run.catalyst) == met.end()) met.push_back(run.catalyst);
    }
    const auto at = std::ranges::find(met, catalyst) - met.begin();
    return potentiostats[static_cast<std::size_t>(at) % potentiostats.size()];
  }

  Result<std::vector<fs::path>> write_record(const std::string& id, const std::string& catalyst,
                                             const std::string& experiment,
                                             const twin::protocol::RunRecord& record) {
    const auto& potentiostat = potentiostat_of(catalyst);
    VirtualRecordOptions options;
    options.instrument = potentiostat.instrument;
    options.format = potentiostat.format;
    options.seed =
        (seed_ + 1) * seeds_of_one_file * seeds_of_one_file + seeds_of_one_file * ++records_;
    options.area = campaign_.area;
    if (const auto* const ph = study_.assumption("ph_bulk")) {
      options.rhe_vs_she = Scale::rhe(ph->value.value(), options.temperature).zero_vs_she();
    }
    for (const auto& [salt, amount] : study_.experiment(experiment)->electrolyte) {
      options.electrolyte +=
          fmt::format("{}{} {}", options.electrolyte.empty() ? "" : ", ", amount.text(), salt);
    }
    NITER_TRY(auto files, write_virtual_records(folder_ / "raw" / id, record, options));
    out_.files.insert(out_.files.end(), files.begin(), files.end());
    return files;
  }

  Status write_electrolysis(const TrueElectrolysis& run, const DayStandards& standards) {
    NITER_TRY(const auto files, write_record(run.id, run.catalyst, run.experiment, run.record));
    NITER_TRY(const auto instrument,
              twin::load_instrument(potentiostat_of(run.catalyst).instrument));
    const auto page = folder_ / "electrolysis" / (run.id + ".toml");
    NITER_OK(write_file_atomically(
        page, notebook_page(run, standards, equipment_, instrument,
                            "../raw/" + files.front().filename().string(), deviates_)));
    out_.files.push_back(page);
    add_measurement(
        run.id, "electrolysis", run.catalyst, run.experiment, "electrolysis/" + run.id + ".toml",
        fmt::format("potential = \"{:g} V vs RHE\"\n", run.potential) + role_text(run.role));
    out_.truths.push_back({run.id, "faradaic_efficiency", run.faradaic_efficiency, "1"});
    out_.truths.push_back({run.id, "yield_rate", run.yield_rate, "mol s-1 m-2"});
    return {};
  }

  Status write_scan(const TrueScan& scan) {
    NITER_TRY(const auto files, write_record(scan.id, scan.catalyst, scan.experiment, scan.record));
    if (scan.technique == "cdl") {
      out_.truths.push_back(
          {scan.id, "double_layer_capacitance_corrected", scan.double_layer_capacitance, "F m-2"});
    }
    // a capacitance has a file for each scan rate
    const std::string last = scan.technique == "cdl"
                                 ? scan.id + "-*-cv" + files.back().extension().string()
                                 : files.back().filename().string();
    add_measurement(scan.id, scan.technique, scan.catalyst, scan.experiment, "raw/" + last, "");
    return {};
  }

  void begin_study() {
    study_text_ = fmt::format(
        "# Written by the virtual laboratory from the study {}, seed {}. truth.json holds what the "
        "measurements should find.\nschema = 1\nid = \"{}-raw\"\ntitle = \"Raw data of {}\"\n"
        "potential_scale = \"RHE\"\n",
        study_.id, seed_, study_.id, study_.id);
    const double sd = equipment_.area_relative_sd.value;
    const double area = 1e4 * campaign_.area * (1 + sd * deviates_.next());  // cm2, as measured
    study_text_ += fmt::format(
        "\n[conditions]\narea = \"{:.4f} +- {:.4f} cm2\"\nseries_resistance = \"{:g} ohm "
        "cm2\"\ncurrent_gain = \"0 +- {:.4g} %\"\n",
        area, sd * area, 1e4 * campaign_.series_resistance, 100 * worst_gain_);
    for (const auto& catalyst : study_.catalysts) {
      study_text_ +=
          fmt::format("\n[[catalyst]]\nid = \"{}\"\ncolour = {}\n", catalyst.id, catalyst.colour);
    }
    std::vector<std::string> met;
    for (const auto& run : campaign_.electrolyses) {
      if (std::ranges::find(met, run.experiment) != met.end()) continue;
      met.push_back(run.experiment);
      study_text_ += fmt::format(
          "\n[[experiment]]\nid = \"{}\"\ntitle = \"{}\"\ntechnique = \"h-cell\"\nreactant = "
          "\"{}\"\n",
          run.experiment, study_.experiment(run.experiment)->title, run.reactant);
    }
  }

  void add_measurement(const std::string& id, const std::string& technique,
                       const std::string& catalyst, const std::string& experiment,
                       const std::string& file, const std::string& more) {
    study_text_ += fmt::format(
        "\n[[measurement]]\nid = \"{}\"\ntechnique = \"{}\"\ncatalyst = \"{}\"\nexperiment = "
        "\"{}\"\nfiles = [\"{}\"]\n{}",
        id, technique, catalyst, experiment, file, more);
  }

  std::string truth_text() const {
    config::Value all(config::Value::Table{});
    all.set("made_by", "niter " NITER_VERSION);
    all.set("seed", static_cast<std::int64_t>(seed_));
    config::Value::Array list;
    for (const auto& truth : out_.truths) {
      config::Value one(config::Value::Table{});
      one.set("measurement", truth.measurement);
      one.set("measure", truth.measure);
      one.set("value", truth.value);
      one.set("unit", truth.unit);
      list.push_back(std::move(one));
    }
    all.set("truth", config::Value(std::move(list)));
    return config::to_json(all);
  }

  fs::path folder_;
  const Study& study_;
  const Campaign& campaign_;
  std::uint64_t seed_;
  twin::NormalDeviates deviates_;
  std::uint64_t records_ = 0;
  Equipment equipment_;
  double worst_gain_ = 0;  // standard uncertainty of the currents, of the worst of them
  std::string study_text_;
  RawFolder out_;
};

}  // namespace

Result<RawFolder> write_raw_folder(const fs::path& folder, const Study& study,
                                   const Campaign& campaign, std::uint64_t seed,
                                   const Monitor& monitor) {
  return Writer(folder, study, campaign, seed).write(monitor);
}

}  // namespace niter::study
