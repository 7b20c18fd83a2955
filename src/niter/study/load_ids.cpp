#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace {

constexpr std::size_t longest_list = 16;

}  // namespace

Where place_of(const config::Value& table, std::string_view key) {
  const auto* member = table.find(key);
  return member == nullptr ? table.where : member->where;
}

Status Ids::add(const std::string& id, const config::Value& table, std::string_view key) {
  const Where where = place_of(table, key);
  if (id.empty() || id.find_first_of(" \t\r\n") != std::string::npos) {
    return fail({Code::InvalidInput,
                 fmt::format("the {} id '{}' is empty or has blanks", kind_, id), where,
                 "write one short word, like \"no3.FE.max\""});
  }
  const auto [former, fresh] = places_.emplace(id, where);
  if (fresh) return {};
  const Where& first = former->second;
  return fail({Code::InvalidInput,
               fmt::format("the {} '{}' is defined twice, first at {}:{}:{}", kind_, id, first.file,
                           first.line, first.column),
               where, "give one of them another id"});
}

Error no_such_id(std::string_view kind, std::vector<std::string> known, const std::string& id,
                 const Where& where) {
  std::string hint;
  if (const auto near = nearest(id, known)) {
    hint = fmt::format("did you mean '{}'?", *near);
  } else if (known.empty()) {
    hint = fmt::format("the study defines none: add a [[{}]]", kind);
  } else {
    const bool cut = known.size() > longest_list;
    if (cut) known.resize(longest_list);
    hint = fmt::format("there are: {}{}", join(known, ", "), cut ? ", ..." : "");
  }
  return {Code::NotFound, fmt::format("there is no {} '{}'", kind, id), where, hint};
}

}  // namespace niter::study
