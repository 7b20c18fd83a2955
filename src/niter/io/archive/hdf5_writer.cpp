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

// Equal content gives equal bytes: no times in the file.
Hdf5Handle timeless(hid_t kind) {
  Hdf5Handle list(H5Pcreate(kind), H5Pclose);
  H5Pset_obj_track_times(list.id(), false);
  return list;
}

bool has_nul(const std::string& text) {
  return text.find('\0') != std::string::npos;
}

bool put_attribute(hid_t object, const char* name, hid_t type, const void* value) {
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  const Hdf5Handle attribute(H5Acreate2(object, name, type, space.id(), H5P_DEFAULT, H5P_DEFAULT),
                             H5Aclose);
  return attribute.good() && H5Awrite(attribute.id(), type, value) >= 0;
}

// A dataset of any rank up to one, with the unit of its numbers beside it.
bool put_dataset(hid_t group, const char* name, const Hdf5Handle& space, hid_t stored,
                 hid_t in_memory, const void* values, const std::string& units) {
  const auto list = timeless(H5P_DATASET_CREATE);
  const Hdf5Handle dataset(
      H5Dcreate2(group, name, stored, space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Dclose);
  if (!dataset.good()) return false;
  if (H5Dwrite(dataset.id(), in_memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) return false;
  if (units.empty()) return true;
  const char* text = units.c_str();
  return put_attribute(dataset.id(), "units", text_type().id(), &text);
}

Hdf5Handle line_of(std::size_t count) {
  const hsize_t size = count;
  return {H5Screate_simple(1, &size, nullptr), H5Sclose};
}

}  // namespace

Hdf5Writer::Hdf5Writer() : Hdf5Cursor("") {
  constexpr std::size_t growth = 1u << 20;
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fapl_core(access.id(), growth, false);  // in memory, never on a disk
  // the oldest layout, whose first block has no checksum: H5Fget_file_image of 1.10 leaves a wrong
  // one
  H5Pset_libver_bounds(access.id(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
  const auto create = timeless(H5P_FILE_CREATE);
  H5Pset_userblock(create.id(), hdf5_user_block);
  file_ = Hdf5Handle(H5Fcreate("archive", H5F_ACC_TRUNC, create.id(), access.id()), H5Fclose);
  path_.emplace_back("", Hdf5Handle(H5Gopen2(file_.id(), "/", H5P_DEFAULT), H5Gclose));
  if (!file_.good() || !path_.back().second.good()) library_failed("make", "/");
}

void Hdf5Writer::enter(const std::string& name) {
  const auto list = timeless(H5P_GROUP_CREATE);
  Hdf5Handle group(H5Gcreate2(here(), name.c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Gclose);
  if (!group.good()) library_failed("make", name);
  path_.emplace_back(name, std::move(group));
}

void Hdf5Writer::text(const char* name, const std::string& value) {
  if (has_nul(value)) return fail_with(fmt::format("'{}' holds a NUL byte", name));
  const char* content = value.c_str();
  if (!put_attribute(here(), name, text_type().id(), &content)) library_failed("write", name);
}

void Hdf5Writer::whole(const char* name, std::int64_t value) {
  if (!put_attribute(here(), name, H5T_NATIVE_INT64, &value)) library_failed("write", name);
}

void Hdf5Writer::number(const char* name, double value, const std::string& units) {
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  if (!put_dataset(here(), name, space, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value, units))
    library_failed("write", name);
}

void Hdf5Writer::numbers(const char* name, const std::vector<double>& values,
                         const std::string& units) {
  if (values.empty()) return;
  if (!put_dataset(here(), name, line_of(values.size()), H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                   values.data(), units))
    library_failed("write", name);
}

void Hdf5Writer::texts(const char* name, const std::vector<std::string>& values) {
  if (values.empty()) return;
  std::vector<const char*> contents;
  for (const auto& value : values) {
    if (has_nul(value)) return fail_with(fmt::format("'{}' holds a NUL byte", name));
    contents.push_back(value.c_str());
  }
  const auto type = text_type();
  if (!put_dataset(here(), name, line_of(values.size()), type.id(), type.id(), contents.data(), ""))
    library_failed("write", name);
}

Result<std::string> Hdf5Writer::finish() {
  path_.clear();
  if (good() && H5Fflush(file_.id(), H5F_SCOPE_GLOBAL) < 0) library_failed("write", "/");
  std::string bytes;
  if (good()) {
    const auto size = H5Fget_file_image(file_.id(), nullptr, 0);
    if (size > 0) bytes.resize(static_cast<std::size_t>(size));
    if (size <= 0 || H5Fget_file_image(file_.id(), bytes.data(), bytes.size()) != size)
      library_failed("write", "/");
  }
  if (!good()) return fail(status_.error());
  return bytes;
}

}  // namespace niter::io
