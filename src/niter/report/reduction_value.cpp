#include "niter/report/reduction_value.hpp"

#include "niter/config/build.hpp"

namespace niter::report {
namespace {

using config::list;
using config::object;
using config::Value;

Value of_text(const std::string& text) {
  return Value(text);
}

Value of_measure(const data::Measure& m) {
  const double scale = m.unit.scale();
  return object({{"id", m.id},
                 {"title", m.title},
                 {"value", m.unit.from_si(m.value.value())},
                 {"u", m.value.sigma() / scale},
                 {"unit", m.unit.text()},
                 {"formula", m.formula},
                 {"source", m.source},
                 {"note", m.note},
                 {"budget", list(m.value.budget(), [&](const BudgetRow& row) {
                    return object({{"input", row.input},
                                   {"contribution", row.contribution / scale},
                                   {"share", row.share}});
                  })}});
}

Value of_column(const data::Column& c) {
  return object({{"name", c.name},
                 {"unit", c.unit.text()},
                 {"comment", c.comment},
                 {"values", list(c.values, [&](double x) { return Value(c.unit.from_si(x)); })},
                 {"sigma", list(c.sigma, [&](double x) { return Value(x / c.unit.scale()); })}});
}

Value of_provenance(const data::Provenance& p) {
  return object({{"origin", p.origin},
                 {"sha256", p.sha256},
                 {"made_by", p.made_by},
                 {"settings", list(p.settings, [](const auto& pair) {
                    return object({{"name", pair.first}, {"value", pair.second}});
                  })}});
}

}  // namespace

Value to_value(const data::Finding& f) {
  return object({{"key", f.key},
                 {"title", f.title},
                 {"verdict", std::string(data::to_string(f.verdict))},
                 {"text", f.text},
                 {"formula", f.formula},
                 {"numbers", f.numbers},
                 {"tolerance", f.tolerance},
                 {"missing", f.missing},
                 {"source", f.source},
                 {"facts", list(f.facts, of_text)}});
}

Value to_value(const data::Reduction& r) {
  return object(
      {{"schema", 1},
       {"made_by", "niter " NITER_VERSION},
       {"technique", r.technique},
       {"title", r.title},
       {"measures", list(r.measures, of_measure)},
       {"tables", list(r.tables,
                       [](const data::Table& t) {
                         return object({{"title", t.title},
                                        {"columns", list(t.columns, of_column)},
                                        {"provenance", of_provenance(t.provenance)}});
                       })},
       {"figures", list(r.figures,
                        [](const data::Figure& f) {
                          return object({{"id", f.id}, {"title", f.title}, {"caption", f.caption}});
                        })},
       {"findings", list(r.findings, [](const data::Finding& f) { return to_value(f); })},
       {"caveats", list(r.caveats, of_text)},
       {"settings", list(r.settings,
                         [](const auto& pair) {
                           return object({{"name", pair.first}, {"value", pair.second}});
                         })},
       {"records", list(r.records, of_provenance)}});
}

}  // namespace niter::report
