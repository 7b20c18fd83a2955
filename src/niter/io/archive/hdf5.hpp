// HDF5 in memory: a writer and a reader with the same members, so that one visit serves both.
// Private to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::io {

/// An identifier of the library (hid_t), closed at the end of its scope.
class Hdf5Handle {
 public:
  using Close = int (*)(std::int64_t);
  Hdf5Handle() = default;
  Hdf5Handle(std::int64_t id, Close close) : id_(id), close_(close) {}
  Hdf5Handle(Hdf5Handle&& other) noexcept
      : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  ~Hdf5Handle() {
    if (id_ >= 0) close_(id_);
  }
  std::int64_t id() const { return id_; }
  bool good() const { return id_ >= 0; }

 private:
  std::int64_t id_ = -1;
  Close close_ = nullptr;
};

/// Holds the library for one thread and keeps it from printing; Debian builds it without threads.
class Hdf5Session {
 public:
  Hdf5Session();
  ~Hdf5Session();
  Hdf5Session(const Hdf5Session&) = delete;
  Hdf5Session& operator=(const Hdf5Session&) = delete;

  /// Nothing is open: a damaged file can leave objects that the library cannot close.
  static bool all_closed();

 private:
  int (*report_)(std::int64_t, void*) = nullptr;
  void* report_data_ = nullptr;
};

/// Bytes before the HDF5 part.
inline constexpr std::size_t hdf5_user_block = 512;

/// The state that both share: where in the file we are, and the first error.
class Hdf5Cursor {
 public:
  bool good() const { return status_.has_value(); }
  const Status& status() const { return status_; }
  void leave() { path_.pop_back(); }
  /// The first error stays.
  void fail_with(std::string what);

 protected:
  explicit Hdf5Cursor(std::string file_name) : file_name_(std::move(file_name)) {}
  std::int64_t here() const { return path_.back().second.id(); }
  /// An error with what the library said.
  void library_failed(std::string_view verb, std::string_view name);

  Hdf5Session session_;  // first made, last gone
  std::string file_name_;
  Hdf5Handle file_;
  std::vector<std::pair<std::string, Hdf5Handle>> path_;
  Status status_;
};

class Hdf5Writer : public Hdf5Cursor {
 public:
  static constexpr bool writes = true;
  Hdf5Writer();

  void enter(const std::string& name);
  void text(const char* name, const std::string& value);
  void whole(const char* name, std::int64_t value);
  void numbers(const char* name, const std::vector<double>& values, const std::string& units);
  void number(const char* name, double value, const std::string& units);
  void texts(const char* name, const std::vector<std::string>& values);
  /// The file from its user block on. @error the first one met
  Result<std::string> finish();
};

class Hdf5Reader : public Hdf5Cursor {
 public:
  static constexpr bool writes = false;
  Hdf5Reader(std::string_view bytes, const std::string& file_name);

  /// A missing group is an error; false if there was one.
  bool enter(const std::string& name);
  /// Links in the group we are in.
  std::size_t members();
  void text(const char* name, std::string& value);
  void whole(const char* name, std::int64_t& value);
  /// Absent: empty.
  void numbers(const char* name, std::vector<double>& values, const std::string& units);
  void number(const char* name, double& value, const std::string& units);
  void texts(const char* name, std::vector<std::string>& values);

 private:
  /// The dataset, with the number of its elements; nothing if it is absent or was refused.
  std::optional<std::pair<Hdf5Handle, std::size_t>> dataset(const char* name, bool holds_text);

  std::size_t size_ = 0;  // of the file: nothing in it can be larger
};

}  // namespace niter::io
