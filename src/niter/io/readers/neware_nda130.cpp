#include "niter/io/readers/neware_nda130.hpp"

#include <algorithm>
#include <bit>

#include "niter/io/byte_numbers.hpp"

namespace niter::io {

namespace {

constexpr std::size_t begin = 1024, plain_record = 88, shortest = 52;
constexpr char data_kind = 0x55, last_kind = static_cast<char>(0x81);
constexpr double milli = 1e-3, micro = 1e-6, nano = 1e-9;

template <class T>
double number(std::string_view record, std::size_t at) {
  return static_cast<double>(number_at<T>(record, at, std::endian::little));
}

// BTS 9.0, behind four bytes
NewareRow plain_row(std::string_view r) {
  NewareRow row;
  row.step = number<std::uint8_t>(r, 9);
  row.status = number<std::uint8_t>(r, 10);
  row.record = number<std::uint32_t>(r, 16);
  row.step_time = number<std::uint64_t>(r, 28) * micro;
  row.voltage = number<float>(r, 36);
  row.current = number<float>(r, 40) * milli;
  row.charge = number<float>(r, 52) * milli;
  row.charge_energy = number<float>(r, 56) * milli;
  row.discharge = number<float>(r, 60) * milli;
  row.discharge_energy = number<float>(r, 64) * milli;
  row.clock = number<std::uint64_t>(r, 68) * micro;
  return row;
}

// BTS 9.1
NewareRow signed_row(std::string_view r) {
  NewareRow row;
  row.step = number<std::uint8_t>(r, 2);
  row.status = number<std::uint8_t>(r, 3);
  row.record = number<std::uint32_t>(r, 8);
  row.step_time = number<std::uint32_t>(r, 12) + number<std::uint32_t>(r, 16) * nano;
  row.current = number<float>(r, 20) * milli;
  row.voltage = number<float>(r, 24);
  const double charge = number<float>(r, 28) * milli, energy = number<float>(r, 32) * milli;
  row.charge = std::max(charge, 0.0);
  row.discharge = std::max(-charge, 0.0);
  row.charge_energy = std::max(energy, 0.0);
  row.discharge_energy = std::max(-energy, 0.0);
  row.cycle = number<std::uint32_t>(r, 36) + 1;
  row.clock = number<std::uint32_t>(r, 44) + number<std::uint32_t>(r, 48) * nano;
  constexpr std::size_t temperature_at = 52;
  if (r.size() >= temperature_at + 4) row.temperature = number<float>(r, temperature_at) + 273.15;
  return row;
}

// the second record begins with the two bytes of the first
std::size_t record_length(std::string_view bytes) {
  const auto next = bytes.find(bytes.substr(begin, 2), begin + 2);
  return next == std::string_view::npos ? 0 : next - begin;
}

}  // namespace

Nda130 read_nda130(std::string_view bytes) {
  constexpr std::size_t mark_bytes = 6;
  Nda130 read;
  if (bytes.size() < begin + plain_record) return read;
  const bool has_sign = bytes[begin] == data_kind;
  const std::size_t length = has_sign ? record_length(bytes) : plain_record;
  if (length < shortest) return read;
  const auto mark = bytes.substr(begin, mark_bytes);
  std::size_t at = begin;
  for (; at + length <= bytes.size(); at += length) {
    const auto record = bytes.substr(at, length);
    if (record.front() == last_kind) return read;
    if (record.front() == data_kind)
      read.rows.push_back(signed_row(record));
    else if (!has_sign && record.starts_with(mark))
      read.rows.push_back(plain_row(record));
    else
      ++read.others;
  }
  read.rest = bytes.size() - at;
  return read;
}

}  // namespace niter::io
