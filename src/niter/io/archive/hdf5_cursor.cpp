#include <mutex>

#include <fmt/format.h>
#include <hdf5.h>

#include "niter/base/text.hpp"
#include "niter/io/archive/hdf5.hpp"

namespace niter::io {
namespace {

static_assert(std::is_same_v<hid_t, std::int64_t> && std::is_same_v<herr_t, int>);

std::mutex& library() {
  static std::mutex mutex;
  return mutex;
}

// Called by the library for each entry of its error stack, innermost last. C code lies between
// here and us, so nothing may be thrown.
herr_t note_entry(unsigned, const H5E_error2_t* entry, void* said) noexcept {
  try {
    if (entry->desc != nullptr) *static_cast<std::string*>(said) = entry->desc;
    return 0;
  } catch (...) {
    return -1;
  }
}

}  // namespace

Hdf5Session::Hdf5Session() {
  library().lock();
  H5Eget_auto2(H5E_DEFAULT, &report_, &report_data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Hdf5Session::~Hdf5Session() {
  H5Eset_auto2(H5E_DEFAULT, report_, report_data_);
  library().unlock();
}

bool Hdf5Session::all_closed() {
  const Hdf5Session session;
  return H5Fget_obj_count(H5F_OBJ_ALL, H5F_OBJ_ALL) == 0;
}

void Hdf5Cursor::fail_with(std::string what) {
  if (!good()) return;
  std::string where;
  for (const auto& [name, handle] : path_) {
    if (!name.empty()) where += "/" + name;
  }
  if (!where.empty()) what += fmt::format(" (in {})", where);
  status_ = fail(Error{Code::InvalidInput, std::move(what), {file_name_}, {}});
}

void Hdf5Cursor::library_failed(std::string_view verb, std::string_view name) {
  std::string said;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, note_entry, &said);
  fail_with(said.empty() ? fmt::format("HDF5 cannot {} '{}'", verb, name)
                         : fmt::format("HDF5 cannot {} '{}': {}", verb, name, said));
}

}  // namespace niter::io
