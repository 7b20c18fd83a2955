// Reader row for any delimited text with a header: what is left when no vendor is recognised.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// One part, as read_csv reads it. The options say what the header does not.
Reader delimited_text_reader();

}  // namespace niter::io
