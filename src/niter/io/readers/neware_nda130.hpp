// Records of Neware's .nda of version 130, as BTS 9.0 and 9.1 write it.
#pragma once

#include <string_view>
#include <vector>

#include "niter/io/readers/neware_rows.hpp"

namespace niter::io {

/// Rows behind byte 1024, the bytes at the end that are no whole record, and records that are no
/// rows.
struct Nda130 {
  std::vector<NewareRow> rows;
  std::size_t rest = 0;
  std::size_t others = 0;
};

/// BTS 9.1 begins its records with 55 (hex) and has one counter, whose sign says of what, and in
/// records of 56 bytes a temperature; BTS 9.0
/// has no cycles. Charges are in mA s, energies in mJ. Nothing if there is no record.
/// @source newarenda, NewareNDA.py: _read_nda_130, _bytes_to_list_BTS9, _bytes_to_list_BTS91
Nda130 read_nda130(std::string_view bytes);

}  // namespace niter::io
