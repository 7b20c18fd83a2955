// Traces: how the marks of one panel become traces of Plotly.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "niter/config/value.hpp"
#include "niter/data/figure.hpp"

namespace niter::report {

/// The traces of one panel, areas first, symbols last. A series listed in the legend of an earlier
/// panel is not listed again; a band without a name is switched with the series of its colour.
config::Value::Array plotly_traces(const data::Figure& figure, std::size_t panel);

/// Seven digits: more than a screen shows, half the size of the page. Null, a gap in a line, if not
/// finite.
config::Value screen_number(double value);

}  // namespace niter::report
