#include "niter/base/file.hpp"
#include "niter/io/archive.hpp"
#include "niter/report/page.hpp"
#include "niter/report/render.hpp"
#include "niter/study/run.hpp"

namespace niter::study {
namespace fs = std::filesystem;

namespace {

// The print drawings inside the page: shown without scripts and on paper, where the interactive
// ones do not fit.
Status embed_drawings(const std::vector<data::Figure>& figures, const fs::path& folder,
                      report::Page& page) {
  for (const auto& figure : figures) {
    NITER_TRY(page.figure_svg[figure.id], read_file(folder / (figure.id + "-180mm.svg")));
  }
  return {};
}

// All that was made of the raw files, with the findings of the study.
io::Archive archive_of(const Study& study, const StudyResults& results) {
  io::Archive archive{.title = study.title};
  for (const auto& one : results.measured) {
    if (one.reduction) archive.reductions.push_back(*one.reduction);
  }
  archive.findings = results.findings;
  archive.settings = {{"study", study.id}};
  for (const auto& [name, hash] : study.file_hashes) {
    archive.records.push_back({name, hash, "file of the study"});
  }
  return archive;
}

}  // namespace

Status write_report(const fs::path& folder, const Study& study, const StudyResults& results,
                    const RunOptions& options, const WriteOptions& write, const Monitor& monitor) {
  return replace_folder_atomically(folder, [&](const fs::path& part) -> Status {
    std::error_code ec;
    fs::create_directories(part / "data", ec);
    fs::create_directories(part / "figures", ec);
    for (const auto& figure : results.figures) {
      NITER_OK(
          write_file_atomically(part / "data" / (figure.id + ".csv"), report::figure_csv(figure)));
    }
    for (const auto& profile : results.simulated.profiles) {
      const auto name = "film-" + profile.experiment + "-" +
                        std::to_string(static_cast<int>(1000 * profile.applied)) + "mV.csv";
      NITER_OK(write_file_atomically(part / "data" / name, data::to_csv(profile.table)));
    }
    for (const auto& run : results.runs)
      for (const auto& record : run.records)
        NITER_OK(
            write_file_atomically(part / "data" / (record.title + ".csv"), data::to_csv(record)));
    if (!results.measured.empty()) {
      NITER_OK(io::write_archive(part / "measured.h5", archive_of(study, results)));
    }
    NITER_OK(write_file_atomically(part / "results.json",
                                   config::to_json(to_value(study, results, options))));
    if (write.figures) NITER_OK(report::draw_figures(results.figures, part / "figures", monitor));
    monitor.at("report page", 0);
    NITER_TRY(auto content, page(study, results, options));
    if (write.figures) NITER_OK(embed_drawings(results.figures, part / "figures", content));
    NITER_TRY(const auto html, report::html(content));
    NITER_OK(write_file_atomically(part / "index.html", html));
    monitor.at("report page", 1);
    return monitor.check();
  });
}

}  // namespace niter::study
