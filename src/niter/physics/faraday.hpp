// Faraday's law: charge and amount of product, current and rate, and the efficiency that ties them.
// Magnitudes.
#pragma once

namespace niter::physics {

/// Charge that makes an amount of product. Q = n F N. [C, or C m-2 for an amount per area]
/// @param n       electrons per particle of product
/// @param amount  [mol, or mol m-2]
/// @source bard2001, sec. 1.3.1 (Faraday's law)
double charge_of(double n, double amount);

/// Partial current density of a product made at a rate. j = n F r. [A m-2]
/// @param rate  [mol m-2 s-1]
double current_density_of(double n, double rate);
/// Production rate that a current density sustains. r = FE j / (n F). [mol m-2 s-1]
double rate_of(double n, double current_density, double faradaic_efficiency = 1);

/// Total current density behind a yield and an efficiency. j = n F r / FE. [A m-2]
double total_current_density(double n, double rate, double faradaic_efficiency);

}  // namespace niter::physics
