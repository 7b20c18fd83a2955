// The impedances behind the rows of the table of elements. Private to the room.
#pragma once

#include <complex>
#include <span>

#include "niter/analysis/impedance/element.hpp"

namespace niter::analysis::element {

using Complex = std::complex<double>;
using Parameters = std::span<const double>;

// Written out, because fits spend their time here. Arguments as ElementFunction.
void resistor(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void capacitor(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void inductor(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void constant_phase(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void warburg(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void blocked_film(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void open_film(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void modified_inductor(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void inductor_to_power(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void gerischer(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void voigt(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void zarc(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);

// Rarer ones, by dual numbers.
void series_voigt(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void finite_gerischer(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void gerischer_admittance(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void gerischer_power(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void warburg_open(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void warburg_short(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void boukamp_t(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void boukamp_o(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void porous_blocking(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void porous_two_phase(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void de_levie(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void havriliak_negami(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void havriliak_negami_resistive(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void line_blocking_open(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void line_blocking_short(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void line_blocking_phase(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void line_open(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void line_short(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);
void line_phase(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz);

}  // namespace niter::analysis::element
