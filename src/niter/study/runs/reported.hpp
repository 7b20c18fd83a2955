// Reported: what the paper says about a run: orders of catalysts, and numbers at a potential.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "niter/study/study.hpp"

namespace niter::study {

/// Facts that rank catalysts by `of` in an experiment.
std::vector<const Fact*> orders_of(const Study& study, std::string_view experiment,
                                   std::string_view of);

/// Whether the values, by catalyst, stand in the order of the fact; catalysts without a value are
/// passed over. None if fewer than two levels have one.
std::optional<bool> agrees(const Fact& order, const std::map<std::string, double>& values);

/// "Fe2Co1/NC > Co/NC > Fe/NC", largest first.
std::string in_order(const std::map<std::string, double>& values);

/// Numbers of a measure for a catalyst in an experiment at a potential [V].
std::vector<const Fact*> numbers_at(const Study& study, std::string_view measure,
                                    std::string_view experiment, std::string_view catalyst,
                                    double potential);

/// "85.6 % (Fig. 2c text)", as printed; several are joined, none are an empty text.
std::string as_printed(const std::vector<const Fact*>& facts);

}  // namespace niter::study
