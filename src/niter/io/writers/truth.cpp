#include "niter/io/writers/truth.hpp"

#include "niter/config/value.hpp"

namespace niter::io {
namespace {

config::Value column_value(const data::Column& column) {
  config::Value::Array numbers;
  for (const double number : column.values) numbers.emplace_back(number);
  const auto* word = data::find_word(column.name);
  config::Value value;
  value.set("name", column.name);
  value.set("unit", word != nullptr ? std::string(word->unit) : "SI");
  if (!column.comment.empty()) value.set("comment", column.comment);
  value.set("values", std::move(numbers));
  return value;
}

}  // namespace

std::filesystem::path truth_path(const std::filesystem::path& record) {
  auto path = record;
  path += ".truth.json";
  return path;
}

std::string truth_json(const data::Table& truth, const TruthOf& record) {
  config::Value settings{config::Value::Table{}};
  for (const auto& [name, text] : truth.provenance.settings) settings.set(name, text);
  config::Value::Array columns;
  for (const auto& column : truth.columns) columns.push_back(column_value(column));
  config::Value document;
  document.set("schema", 1);
  document.set("record", record.file);
  document.set("sha256", record.sha256);
  document.set("format", record.format);
  document.set("made_by", "niter " NITER_VERSION);
  document.set("origin", truth.provenance.origin);
  document.set("model", truth.provenance.made_by);
  document.set("title", truth.title);
  document.set("settings", std::move(settings));
  document.set("columns", std::move(columns));
  return config::to_json(document);
}

}  // namespace niter::io
