#include "niter/chem/assay_methods.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/base/share.hpp"
#include "niter/base/text.hpp"
#include "niter/chem/formula.hpp"
#include "niter/config/read.hpp"

namespace niter::chem {

namespace {

struct Entry {
  AssayMethod method;
  Where where;

  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("id", method.id, "unique name");
    v.required("title", method.title, "name in words");
    v.required("analyte", method.analyte, "formula of what is found");
    v.required("as", method.as, "formula or N: what a mass of the range counts");
    v.required("reaction", method.reaction, "what makes the colour");
    v.required("read", method.wavelengths, "wavelengths and their factors");
    v.required("wavelength_nm", method.wavelength, "of the first, with its source");
    v.required("path_mm", method.path_mm, "of the cell");
    v.required("range_low_mg_L", method.range_low_mg_l, "lower end of the linear range");
    v.required("range_high_mg_L", method.range_high_mg_l, "upper end of the linear range");
    v.required("absorbance_limit", method.absorbance_limit, "above it readings are doubtful");
    v.optional("interference", method.interferences, "what disturbs");
    v.optional("note", method.note, "what a user should know");
  }
};

struct File {
  int schema = 0;
  std::vector<Entry> entries;

  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "version of the format");
    v.required("assay", entries, "the list");
  }
};

Status check(const Entry& entry) {
  const auto& method = entry.method;
  const auto refuse = [&](std::string what) {
    return fail(
        Error{Code::Inconsistent, fmt::format("assay '{}': {}", method.id, what), entry.where, {}});
  };
  for (const auto& formula : {method.analyte, method.as}) {
    if (!parse_formula(formula)) return refuse(fmt::format("'{}' is no formula", formula));
  }
  if (method.wavelengths.empty() ||
      method.wavelengths.front().nanometres != method.wavelength.value) {
    return refuse("the first wavelength read is not the one with a source");
  }
  if (!(method.range_low_mg_l.value >= 0 &&
        method.range_high_mg_l.value > method.range_low_mg_l.value)) {
    return refuse("its range does not rise");
  }
  return {};
}

}  // namespace

Result<std::vector<AssayMethod>> load_assay_methods() {
  NITER_TRY(const auto path, share_file("assays.toml"));
  NITER_TRY(const auto document, config::load_toml(path));
  NITER_TRY(auto file, config::read<File>(document));
  std::vector<AssayMethod> methods;
  for (auto& entry : file.entries) {
    NITER_OK(check(entry));
    const bool twice = std::any_of(methods.begin(), methods.end(), [&](const AssayMethod& other) {
      return other.id == entry.method.id;
    });
    if (twice) {
      return fail(Error{Code::Inconsistent,
                        fmt::format("assay '{}' is given twice", entry.method.id),
                        entry.where,
                        {}});
    }
    methods.push_back(std::move(entry.method));
  }
  return methods;
}

Result<AssayMethod> find_assay_method(std::string_view id) {
  NITER_TRY(auto methods, load_assay_methods());
  std::vector<std::string> known;
  for (auto& method : methods) {
    if (method.id == id) return std::move(method);
    known.push_back(method.id);
  }
  const auto near = nearest(std::string(id), known);
  return fail(Code::NotFound, fmt::format("no assay '{}'", id),
              near ? fmt::format("did you mean '{}'?", *near)
                   : fmt::format("assays: {}", join(known, ", ")));
}

}  // namespace niter::chem
