// Figure: data and marks. One Figure is drawn for print (SVG, PDF, PNG) and for the screen.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "niter/units/unit.hpp"

namespace niter::data {

/// The text of an axis is made from the vocabulary, the unit and the scale: "E / V vs. RHE".
struct Axis {
  std::string word;                                     // a name of the vocabulary
  Unit unit;                                            // of display
  std::string scale = {};                               // "vs. RHE", or empty
  std::optional<std::pair<double, double>> range = {};  // SI, in this order: may be reversed
  bool logarithmic = false;
};

struct Series {
  enum class Mark { Line, Points, Band, Levels, Bars };
  std::string name;  // legend; series with an empty name are not listed
  Mark mark = Mark::Line;
  std::vector<double> x = {}, y = {};       // SI
  std::vector<double> low = {}, high = {};  // SI: the band, or error bars of points
  int colour = 0;  // index into the colour-blind-safe palette; equal things share it in all figures
  bool dashed = false;
  bool reported = false;                 // a published value: drawn as an open symbol
  std::vector<std::string> labels = {};  // per point: hover text, or the names of Levels and Bars
  bool shows_labels = false;             // of Points: the labels are printed beside them
};

struct Panel {
  std::string letter = {};  // "a"
  std::string title = {};
  Axis x, y;
  std::vector<Series> series;
  bool equal_scales = false;  // a length means the same along x and y, as in a Nyquist diagram
};

struct Figure {
  std::string id;  // file name: "fig-2c"
  std::string title;
  std::string caption;        // says what is simulated, what is reported, what the band is
  std::vector<Panel> panels;  // side by side, at most three a row
};

}  // namespace niter::data
