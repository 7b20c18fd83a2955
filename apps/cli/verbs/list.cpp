// niter list: what niter knows.
#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/analysis/techniques.hpp"
#include "niter/base/share.hpp"
#include "niter/base/text.hpp"
#include "niter/chem/assay_methods.hpp"
#include "niter/chem/species.hpp"
#include "niter/config/value.hpp"
#include "niter/io/readers.hpp"
#include "niter/io/writers.hpp"
#include "niter/study/audit.hpp"
#include "niter/twin/instrument/instrument.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::cli {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

Result<Rows> mechanisms() {
  Rows rows;
  for (const auto& name : twin::shipped_mechanisms()) {
    NITER_TRY(const auto mechanism, twin::shipped_mechanism(name));
    rows.emplace_back(name, mechanism.title);
  }
  return rows;
}

Result<Rows> rules() {
  Rows rows;
  for (const auto& rule : study::audit_rules()) rows.emplace_back(rule.key, rule.title);
  return rows;
}

Result<Rows> measures() {
  NITER_TRY(const auto path, share_file("measures.toml"));
  NITER_TRY(const auto file, config::load_toml(path));
  Rows rows;
  const auto* table = file.find("measure");
  if (table == nullptr || table->table() == nullptr)
    return fail(Code::InvalidInput, "measures.toml holds no measures");
  for (const auto& [name, measure] : *table->table()) {
    const auto* unit = measure.find("unit");
    const auto* meaning = measure.find("meaning");
    rows.emplace_back(name, fmt::format("{} [{}]", meaning ? *meaning->string() : "",
                                        unit ? *unit->string() : ""));
  }
  return rows;
}

Result<Rows> species() {
  NITER_TRY(const auto database, chem::load_database());
  Rows rows;
  for (const auto& s : database.species()) rows.emplace_back(s.name, s.title);
  return rows;
}

Result<Rows> electrodes() {
  NITER_TRY(const auto database, chem::load_database());
  Rows rows;
  for (const auto& e : database.reference_electrodes()) {
    rows.emplace_back(e.id,
                      fmt::format("{:+.4f} V vs SHE ({})", e.potential.value, e.potential.source));
  }
  return rows;
}

Result<Rows> instruments() {
  NITER_TRY(const auto all, twin::load_instruments());
  Rows rows;
  for (const auto& instrument : all) rows.emplace_back(instrument.id, instrument.title);
  return rows;
}

Result<Rows> readers() {
  Rows rows;
  for (const auto& reader : io::readers()) {
    rows.emplace_back(reader.name, fmt::format("{} ({})", reader.title, reader.extensions));
  }
  return rows;
}

Result<Rows> techniques() {
  Rows rows;
  for (const auto& technique : analysis::techniques()) {
    rows.emplace_back(technique.name, technique.title);
  }
  return rows;
}

Result<Rows> formats() {
  Rows rows;
  for (const auto& format : io::write_formats()) rows.emplace_back(format.name, format.title);
  return rows;
}

Result<Rows> assays() {
  NITER_TRY(const auto methods, chem::load_assay_methods());
  Rows rows;
  for (const auto& method : methods) {
    rows.emplace_back(method.id, fmt::format("{} ({:g} nm, {:g} to {:g} mg/L {})", method.title,
                                             method.wavelength.value, method.range_low_mg_l.value,
                                             method.range_high_mg_l.value, method.as));
  }
  return rows;
}

struct Topic {
  std::string_view name;
  std::string_view title;
  Result<Rows> (*rows)();
};
constexpr Topic topics[] = {
    {"mechanisms", "Mechanisms (share/niter/mechanisms)", mechanisms},
    {"rules", "Audit rules", rules},
    {"measures", "What a reported fact can be about", measures},
    {"species", "Species (share/niter/species.toml)", species},
    {"electrodes", "Reference electrodes at 298.15 K (share/niter/electrodes.toml)", electrodes},
    {"assays", "Colorimetric assays (share/niter/assays.toml)", assays},
    {"instruments", "Potentiostats the twin records with (share/niter/instruments.toml)",
     instruments},
    {"techniques", "What the bench reduces (niter reduce TECHNIQUE --help)", techniques},
    {"readers", "Formats niter reads (niter look FILE)", readers},
    {"formats", "Formats niter writes (niter protocol --format)", formats}};

std::string topic_names() {
  std::vector<std::string> names;
  for (const auto& topic : topics) names.emplace_back(topic.name);
  return join(names, ", ");
}

class List final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("topic", topic_, fmt::format("one of {} (default: all)", topic_names()), false);
  }

  Result<int> run(const Session& session) override {
    config::Value all(config::Value::Table{});
    std::string text;
    for (const auto& topic : topics) {
      if (!topic_.empty() && topic_ != topic.name) continue;
      NITER_TRY(const auto rows, topic.rows());
      config::Value table(config::Value::Table{});
      text += fmt::format("{}\n", topic.title);
      for (const auto& [name, meaning] : rows) {
        text += fmt::format("  {:<28} {}\n", name, meaning);
        table.set(name, meaning);
      }
      text += "\n";
      all.set(std::string(topic.name), std::move(table));
    }
    if (text.empty())
      return fail(Code::InvalidInput, fmt::format("there is no list of '{}'", topic_),
                  fmt::format("choose one of {}", topic_names()));
    session.print(session.json ? config::to_json(all) : text);
    return Success;
  }

 private:
  std::string topic_;
};

}  // namespace

std::unique_ptr<Command> make_list() {
  return std::make_unique<List>();
}

}  // namespace niter::cli
