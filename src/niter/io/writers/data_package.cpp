#include "niter/io/writers/data_package.hpp"

#include <set>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/text.hpp"
#include "niter/io/file_names.hpp"
#include "niter/io/writers/measures_csv.hpp"
#include "niter/units/notation.hpp"

namespace niter::io {
namespace {

using config::Value;

// frictionless refuses a table whose columns cannot be told apart
data::Table with_distinct_names(data::Table table) {
  std::set<std::string> taken;
  for (auto& column : table.columns) {
    if (column.name.empty()) column.name = "column";
    const auto first = column.name;
    for (int copy = 2; !taken.insert(column.name).second; ++copy)
      column.name = fmt::format("{}_{}", first, copy);
    if (!column.sigma.empty()) taken.insert("± " + column.name);
  }
  return table;
}

std::string described(const data::Column& column) {
  const auto* word = data::find_word(column.name);
  std::string text(word != nullptr ? word->meaning : "");
  if (!column.comment.empty()) text += (text.empty() ? "" : "; ") + column.comment;
  return text;
}

// "vs. RHE (bulk); smoothed" -> "RHE (bulk)"
std::string reference_of(const data::Column& column) {
  constexpr std::string_view start = "vs. ";
  if (!column.comment.starts_with(start)) return {};
  const auto end = column.comment.find_first_of(";,");
  return std::string(trim(std::string_view(column.comment).substr(0, end).substr(start.size())));
}

Value number_field(const std::string& name, const Unit& unit) {
  Value field(Value::Table{});
  field.set("name", name);
  field.set("type", "number");
  if (const auto text = astropy_text(unit); !text.empty()) field.set("unit", text);
  return field;
}

Value fields_of(const data::Table& table) {
  Value::Array fields;
  for (const auto& column : table.columns) {
    auto field = number_field(column.name, column.unit);
    if (const auto reference = reference_of(column); !reference.empty())
      field.set("reference", reference);
    if (const auto text = described(column); !text.empty()) field.set("description", text);
    field.set("dimension", si_text(column.unit));
    fields.push_back(std::move(field));
    if (column.sigma.empty()) continue;
    auto sigma = number_field("± " + column.name, column.unit);
    sigma.set("description", "standard deviation of " + column.name);
    sigma.set("dimension", si_text(column.unit));
    fields.push_back(std::move(sigma));
  }
  return fields;
}

Value measure_fields() {
  Value::Array fields;
  for (const char* name : {"id", "title", "value", "u", "unit", "formula", "source", "note"}) {
    Value field(Value::Table{});
    const bool number = std::string_view(name) == "value" || std::string_view(name) == "u";
    field.set("name", name);
    field.set("type", number ? "number" : "string");
    if (number) field.set("description", "in the unit that the row names");
    fields.push_back(std::move(field));
  }
  return fields;
}

Value provenance_value(const data::Provenance& provenance) {
  Value settings(Value::Table{});
  for (const auto& [key, text] : provenance.settings) settings.set(key, text);
  Value value(Value::Table{});
  value.set("origin", provenance.origin);
  value.set("sha256", provenance.sha256);
  value.set("madeBy", provenance.made_by);
  value.set("settings", std::move(settings));
  return value;
}

Value resource(const std::string& name, const std::string& title, Value fields) {
  Value::Array missing{Value(""), Value("nan")};
  Value schema(Value::Table{});
  schema.set("fields", std::move(fields));
  schema.set("missingValues", std::move(missing));
  Value out(Value::Table{});
  out.set("name", name);
  out.set("type", "table");
  out.set("profile", "tabular-data-resource");
  out.set("title", title);
  out.set("path", name + ".csv");
  out.set("scheme", "file");
  out.set("format", "csv");
  out.set("mediatype", "text/csv");
  out.set("encoding", "utf-8");
  out.set("schema", std::move(schema));
  return out;
}

Value table_resource(const std::string& name, const data::Table& table,
                     const data::Reduction* reduction) {
  auto fields = fields_of(table);
  Value description(Value::Table{});
  description.set("fields", fields);
  Value echemdb(Value::Table{});
  echemdb.set("description", table.title);
  echemdb.set("dataDescription", std::move(description));

  Value own(Value::Table{});
  own.set("madeBy", "niter " NITER_VERSION);
  own.set("provenance", provenance_value(table.provenance));
  if (reduction != nullptr) {
    own.set("technique", reduction->technique);
    Value::Array records;
    for (const auto& record : reduction->records) records.push_back(provenance_value(record));
    own.set("records", std::move(records));
    Value settings(Value::Table{});
    for (const auto& [key, text] : reduction->settings) settings.set(key, text);
    own.set("settings", std::move(settings));
  }
  Value metadata(Value::Table{});
  metadata.set("echemdb", std::move(echemdb));
  metadata.set("niter", std::move(own));
  auto out = resource(name, table.title, std::move(fields));
  out.set("metadata", std::move(metadata));
  return out;
}

std::vector<PackageFile> package_of(const data::Reduction& content,
                                    const data::Reduction* reduction) {
  std::vector<PackageFile> files(1);
  Value::Array resources;
  std::vector<std::string> titles;
  if (reduction != nullptr && !reduction->measures.empty()) {
    titles.push_back("measures");
    resources.push_back(resource("measures", "Numbers of the reduction", measure_fields()));
    files.push_back({"measures.csv", measures_csv(*reduction, data::CsvHeader::Names)});
  }
  const std::size_t before = titles.size();
  for (const auto& table : content.tables) titles.push_back(table.title);
  const auto names = file_names_of(titles);
  for (std::size_t i = 0; i < content.tables.size(); ++i) {
    const auto table = with_distinct_names(content.tables[i]);
    const auto& name = names[before + i];
    resources.push_back(table_resource(name, table, reduction));
    files.push_back({name + ".csv", data::to_csv(table, data::CsvHeader::Names)});
  }
  Value package(Value::Table{});
  package.set("profile", "tabular-data-package");
  package.set("name", file_name_of(content.title));
  package.set("title", content.title);
  package.set("resources", std::move(resources));
  files.front() = {"datapackage.json", config::to_json(package)};
  return files;
}

}  // namespace

std::vector<PackageFile> data_package(const data::Reduction& reduction) {
  return package_of(reduction, &reduction);
}

std::vector<PackageFile> data_package(const data::Table& table) {
  data::Reduction content;
  content.title = table.title;
  content.tables = {table};
  return package_of(content, nullptr);
}

Status write_data_package(const std::filesystem::path& folder,
                          const std::vector<PackageFile>& files) {
  return replace_folder_atomically(folder, [&](const std::filesystem::path& part) -> Status {
    for (const auto& file : files) NITER_OK(write_file_atomically(part / file.name, file.bytes));
    return {};
  });
}

}  // namespace niter::io
