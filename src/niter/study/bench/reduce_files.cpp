#include "niter/study/bench/reduce_files.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/analysis/under_conditions.hpp"
#include "niter/base/text.hpp"
#include "niter/config/read.hpp"
#include "niter/io/readers.hpp"
#include "niter/study/bench/look.hpp"

namespace niter::study {

namespace {

bool asked_for(const ReduceRequest& request, std::size_t number) {
  return request.parts.empty() ||
         std::ranges::find(request.parts, static_cast<int>(number)) != request.parts.end();
}

Status take_parts(const ReduceRequest& request, const analysis::Technique& technique,
                  io::Recording recording, std::vector<data::Table>& tables) {
  const std::string file =
      recording.parts.empty() ? std::string{} : recording.parts.front().table.provenance.origin;
  for (const int part : request.parts) {
    if (part >= 1 && static_cast<std::size_t>(part) <= recording.parts.size()) continue;
    return fail({Code::InvalidInput,
                 fmt::format("there is no part {}", part),
                 {file},
                 fmt::format("the file holds {}", io::contents_text(recording))});
  }
  const std::string held = io::contents_text(recording);
  std::vector<io::Part> taken;
  for (std::size_t i = 0; i < recording.parts.size(); ++i) {
    auto& part = recording.parts[i];
    if (!asked_for(request, i + 1)) continue;
    // a part that was asked for is taken whatever its file calls it
    const bool fits = request.parts.empty()
                          ? fits_technique(technique, part)
                          : analysis::check_needs(technique, {&part.table, 1}).has_value();
    if (!fits) continue;
    taken.push_back(std::move(part));
  }
  if (technique.parts == analysis::Parts::Joined) taken = io::join_alike(std::move(taken));
  for (auto& part : taken) tables.push_back(std::move(part.table));
  if (!taken.empty()) return {};
  return fail({Code::InvalidInput,
               fmt::format("nothing in it fits {}, which needs {}", technique.name,
                           analysis::needs_text(technique)),
               {file},
               fmt::format("the file holds {}", held)});
}

}  // namespace

Result<data::Reduction> reduce_files(const ReduceRequest& request, const Monitor& monitor) {
  NITER_TRY(const auto* const technique, analysis::find_technique(request.technique));
  std::vector<data::Table> tables;
  std::vector<std::string> caveats;
  for (std::size_t i = 0; i < request.files.size(); ++i) {
    NITER_OK(monitor.check());
    monitor.at("reading", static_cast<double>(i) / static_cast<double>(request.files.size()));
    NITER_TRY(auto recording, io::read_recording(request.files[i], request.reading));
    for (const auto& caveat : recording.caveats) {
      caveats.push_back(fmt::format("{}: {}", request.files[i].string(), caveat));
    }
    NITER_OK(take_parts(request, *technique, std::move(recording), tables));
  }
  analysis::Conditions conditions;
  if (request.conditions.table() != nullptr) {
    NITER_OK(config::read_value(request.conditions, conditions, "conditions", ""));
  }
  NITER_TRY(const auto database, chem::load_database());
  monitor.at("reducing", 0);
  NITER_TRY(auto reduction,
            analysis::reduce_under(*technique, tables, request.options, conditions, database));
  // the parts of a file have one origin
  auto& records = reduction.records;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto again = std::remove_if(records.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                      records.end(), [&](const auto& other) {
                                        return other.origin == records[i].origin &&
                                               other.sha256 == records[i].sha256;
                                      });
    records.erase(again, records.end());
  }
  reduction.caveats.insert(reduction.caveats.begin(), caveats.begin(), caveats.end());
  return reduction;
}

}  // namespace niter::study
