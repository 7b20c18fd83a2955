#include "niter/chem/reference_windows.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "niter/base/share.hpp"
#include "niter/config/read.hpp"

namespace niter::chem {
namespace {

struct WindowEntry {
  ReferenceWindow window;
  Where where;

  template <class V>
  void visit(V& v) {
    where = v.where();
    window.visit(v);
  }
};

struct WindowsFile {
  int schema = 0;
  std::vector<WindowEntry> windows;

  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "version of the format");
    v.required("window", windows, "the list");
  }
};

Status check(const WindowEntry& entry, std::set<std::string>& ids) {
  const ReferenceWindow& window = entry.window;
  const auto refuse = [&](std::string what) {
    return fail(Error{
        Code::Inconsistent, fmt::format("window '{}': {}", window.id, what), entry.where, {}});
  };
  if (!ids.insert(window.id).second) return refuse("defined twice");
  if (window.low.has_value() != window.high.has_value()) return refuse("only one end is given");
  if (!window.value && !window.low) return refuse("neither a value nor a range");
  if (window.low && *window.low > *window.high) return refuse("low is above high");
  if (window.value && (*window.value < window.lower() || *window.value > window.upper())) {
    return refuse("the value lies outside its own range");
  }
  return {};
}

}  // namespace

double ReferenceWindow::distance(double position) const {
  if (position < lower()) return position - lower();
  if (position > upper()) return position - upper();
  return 0;
}

Result<std::vector<ReferenceWindow>> load_reference_windows() {
  NITER_TRY(const std::filesystem::path path, share_file("reference-windows.toml"));
  NITER_TRY(const config::Value document, config::load_toml(path));
  NITER_TRY(WindowsFile file, config::read<WindowsFile>(document));
  std::vector<ReferenceWindow> windows;
  std::set<std::string> ids;
  for (auto& entry : file.windows) {
    NITER_OK(check(entry, ids));
    windows.push_back(std::move(entry.window));
  }
  return windows;
}

const ReferenceWindow* find_window(const std::vector<ReferenceWindow>& windows,
                                   std::string_view id) {
  const auto found = std::find_if(windows.begin(), windows.end(),
                                  [&](const ReferenceWindow& window) { return window.id == id; });
  return found == windows.end() ? nullptr : &*found;
}

std::vector<const ReferenceWindow*> windows_of(const std::vector<ReferenceWindow>& windows,
                                               std::string_view technique, std::string_view region,
                                               std::string_view quantity) {
  const auto matches = [](const std::string& have, std::string_view wanted) {
    return wanted.empty() || have == wanted;
  };
  std::vector<const ReferenceWindow*> found;
  for (const auto& window : windows) {
    if (matches(window.technique, technique) && matches(window.region, region) &&
        matches(window.quantity, quantity)) {
      found.push_back(&window);
    }
  }
  return found;
}

}  // namespace niter::chem
