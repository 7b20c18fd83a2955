// Reader row for any delimited text with a header: what is left when no vendor is recognised.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// One part, as read_csv reads it. The options say what the header does not. Two columns of a
/// current per area that differ by a constant factor are a caveat: the unit of one of them lies.
Reader delimited_text_reader();

}  // namespace niter::io
