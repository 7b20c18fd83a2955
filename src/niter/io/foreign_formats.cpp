#include "niter/io/foreign_formats.hpp"

#include <algorithm>
#include <array>

namespace niter::io {

namespace {

constexpr std::string_view as_csv = "export or save the table as csv and read that";
constexpr std::array<ForeignFormat, 5> formats{
    {{4,
      "Standard Jet DB",
      {},
      "an Access database, as Arbin's .res is",
      "export the channel from MITS Pro as csv, or the table Channel_Normal_Table from Access"},
     {4, "Standard ACE DB", {}, "an Access database", as_csv},
     {0, "PK\x03\x04", "xl/workbook.xml", "an Excel workbook", as_csv},
     {0, "ARROW1", {}, "an Arrow (Feather) table", as_csv},
     {0, "PAR1", {}, "a Parquet table", as_csv}}};

}  // namespace

const ForeignFormat* find_foreign_format(std::string_view bytes) {
  const auto found = std::ranges::find_if(formats, [&](const ForeignFormat& row) {
    return bytes.size() > row.at && bytes.substr(row.at).starts_with(row.begins) &&
           bytes.find(row.holds) != std::string_view::npos;
  });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace niter::io
