#include <fmt/format.h>
#include <hdf5.h>

#include "niter/io/archive/hdf5.hpp"

namespace niter::io {
namespace {

Hdf5Handle text_type() {
  Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.id(), H5T_VARIABLE);
  H5Tset_cset(type.id(), H5T_CSET_UTF8);
  return type;
}

bool is_kind(hid_t type, bool text) {
  return text ? H5Tis_variable_str(type) > 0 : H5Tget_class(type) == H5T_FLOAT;
}

// Only data inside this file, and no more than it has room for: no chunks that unfold, no other
// files.
bool is_plain(hid_t dataset) {
  const Hdf5Handle list(H5Dget_create_plist(dataset), H5Pclose);
  if (!list.good() || H5Pget_external_count(list.id()) != 0) return false;
  const auto layout = H5Pget_layout(list.id());
  return layout == H5D_CONTIGUOUS || layout == H5D_COMPACT;
}

// A name that stands for something in this very group, not elsewhere.
bool is_hard_link(hid_t group, const char* name) {
  H5L_info_t info;
  return H5Lexists(group, name, H5P_DEFAULT) > 0 &&
         H5Lget_info(group, name, &info, H5P_DEFAULT) >= 0 && info.type == H5L_TYPE_HARD;
}

}  // namespace

Hdf5Reader::Hdf5Reader(std::string_view bytes, const std::string& file_name)
    : Hdf5Cursor(file_name), size_(bytes.size()) {
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fapl_core(access.id(), 1u << 20, false);
  // the library copies the bytes: it does not write into them
  H5Pset_file_image(access.id(), const_cast<char*>(bytes.data()), bytes.size());
  file_ = Hdf5Handle(H5Fopen("archive", H5F_ACC_RDONLY, access.id()), H5Fclose);
  path_.emplace_back("", Hdf5Handle(H5Gopen2(file_.id(), "/", H5P_DEFAULT), H5Gclose));
  if (!path_.back().second.good()) library_failed("open", "/");
}

bool Hdf5Reader::enter(const std::string& name) {
  if (!good()) return false;
  Hdf5Handle group;
  if (is_hard_link(here(), name.c_str()))
    group = Hdf5Handle(H5Gopen2(here(), name.c_str(), H5P_DEFAULT), H5Gclose);
  if (!group.good()) {
    fail_with(fmt::format("there is no group '{}'", name));
    return false;
  }
  path_.emplace_back(name, std::move(group));
  return true;
}

std::size_t Hdf5Reader::members() {
  H5G_info_t info;
  if (!good() || H5Gget_info(here(), &info) < 0) return 0;
  return info.nlinks;
}

void Hdf5Reader::text(const char* name, std::string& value) {
  if (!good()) return;
  const Hdf5Handle attribute(H5Aopen(here(), name, H5P_DEFAULT), H5Aclose);
  if (!attribute.good()) return fail_with(fmt::format("there is no text '{}'", name));
  const Hdf5Handle stored(H5Aget_type(attribute.id()), H5Tclose);
  const Hdf5Handle space(H5Aget_space(attribute.id()), H5Sclose);
  if (!is_kind(stored.id(), true) || H5Sget_simple_extent_npoints(space.id()) != 1)
    return fail_with(fmt::format("'{}' is not a text", name));
  char* content = nullptr;
  const auto type = text_type();
  if (H5Aread(attribute.id(), type.id(), &content) < 0) return library_failed("read", name);
  value = content == nullptr ? "" : content;
  H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, &content);
}

void Hdf5Reader::whole(const char* name, std::int64_t& value) {
  if (!good()) return;
  const Hdf5Handle attribute(H5Aopen(here(), name, H5P_DEFAULT), H5Aclose);
  if (!attribute.good()) return fail_with(fmt::format("there is no number '{}'", name));
  const Hdf5Handle stored(H5Aget_type(attribute.id()), H5Tclose);
  const Hdf5Handle space(H5Aget_space(attribute.id()), H5Sclose);
  if (H5Tget_class(stored.id()) != H5T_INTEGER || H5Sget_simple_extent_npoints(space.id()) != 1)
    return fail_with(fmt::format("'{}' is not a whole number", name));
  if (H5Aread(attribute.id(), H5T_NATIVE_INT64, &value) < 0) library_failed("read", name);
}

std::optional<std::pair<Hdf5Handle, std::size_t>> Hdf5Reader::dataset(const char* name,
                                                                      bool holds_text) {
  if (!good() || H5Lexists(here(), name, H5P_DEFAULT) <= 0) return std::nullopt;
  const auto refuse = [&](std::string_view why) {
    fail_with(fmt::format("'{}' {}", name, why));
    return std::nullopt;
  };
  if (!is_hard_link(here(), name)) return refuse("leads out of the archive");
  Hdf5Handle dataset(H5Dopen2(here(), name, H5P_DEFAULT), H5Dclose);
  if (!dataset.good()) return refuse("is no dataset");
  const Hdf5Handle type(H5Dget_type(dataset.id()), H5Tclose);
  if (!is_kind(type.id(), holds_text)) return refuse("is of another type");
  if (!is_plain(dataset.id())) return refuse("is not stored in one piece");
  const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
  const auto count = H5Sget_simple_extent_npoints(space.id());
  const auto most = size_ / sizeof(double);
  if (count < 0 || static_cast<std::size_t>(count) > most) return refuse("is larger than the file");
  return std::pair{std::move(dataset), static_cast<std::size_t>(count)};
}

void Hdf5Reader::numbers(const char* name, std::vector<double>& values, const std::string&) {
  values.clear();
  const auto found = dataset(name, false);
  if (!found || found->second == 0) return;
  values.resize(found->second);
  if (H5Dread(found->first.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) <
      0)
    library_failed("read", name);
}

void Hdf5Reader::number(const char* name, double& value, const std::string& units) {
  std::vector<double> values;
  numbers(name, values, units);
  if (!good()) return;
  if (values.size() != 1) return fail_with(fmt::format("there is no number '{}'", name));
  value = values.front();
}

void Hdf5Reader::texts(const char* name, std::vector<std::string>& values) {
  values.clear();
  const auto found = dataset(name, true);
  if (!found || found->second == 0) return;
  std::vector<char*> contents(found->second, nullptr);
  const auto type = text_type();
  if (H5Dread(found->first.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, contents.data()) < 0)
    return library_failed("read", name);
  for (const char* content : contents) values.emplace_back(content == nullptr ? "" : content);
  const Hdf5Handle space(H5Dget_space(found->first.id()), H5Sclose);
  H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, contents.data());
}

}  // namespace niter::io
