#include "niter/infer/ensemble_text.hpp"

#include <algorithm>
#include <cmath>

#include "niter/config/read.hpp"
#include "niter/config/value.hpp"

namespace niter::infer {
namespace {

using config::Value;
using Rows = std::vector<std::vector<double>>;

constexpr std::string_view what_it_is = "posterior sample of niter";

// An ensemble as it stands in the file. Counts are doubles, which hold them exactly up to 2^53.
struct Saved {
  std::string what;
  int schema = 0;
  double seed = 0, generation = 0, evaluations = 0, failed_solves = 0;
  int thin = 0, burn = 0;
  double surface_share = 0;
  std::vector<std::string> unknowns;
  std::vector<double> centre, root, coefficients;
  std::vector<double> ensemble_moves, surface_moves;  // proposed, taken
  Rows walkers;
  std::vector<double> log_density;
  Rows kept, kept_log_density;

  template <class V>
  void visit(V& v) {
    v.required("what", what, "what the file is");
    v.required("schema", schema, "version of its layout");
    v.required("seed", seed, "of all random numbers");
    v.required("thin", thin, "generations per kept one");
    v.required("burn", burn, "generations dropped");
    v.required("surface_share", surface_share, "of the proposals");
    v.required("unknowns", unknowns, "names of the parameters");
    v.required("surface_centre", centre, "maximum of the posterior in prior coordinates");
    v.required("surface_root", root, "Cholesky factor of the Laplace covariance");
    v.required("surface", coefficients, "row per residual");
    v.required("generation", generation, "whole generations done");
    v.required("evaluations", evaluations, "of the model");
    v.required("failed_solves", failed_solves, "proposals that could not be solved");
    v.required("ensemble_moves", ensemble_moves, "proposed and taken");
    v.required("surface_moves", surface_moves, "proposed and taken");
    v.required("walkers", walkers, "in prior coordinates");
    v.required("log_density", log_density, "of the walkers");
    v.required("kept", kept, "one row a generation, walker after walker");
    v.required("kept_log_density", kept_log_density, "one row a generation");
  }
};

// The same visit writes.
class Writer {
 public:
  template <class T>
  void required(std::string_view key, const T& content, std::string_view /*meaning*/) {
    document.set(std::string(key), of(content));
  }
  Value document{Value::Table{}};

 private:
  template <class T>
  static Value of(const T& content) {
    if constexpr (config::detail::IsVector<T>::value) {
      Value::Array out;
      for (const auto& item : content) out.push_back(of(item));
      return Value(std::move(out));
    } else {
      return Value(content);
    }
  }
};

std::vector<double> pair_of(const Tally& tally) {
  return {static_cast<double>(tally.proposed), static_cast<double>(tally.taken)};
}
Tally tally_of(const std::vector<double>& pair) {
  return {std::lround(pair[0]), std::lround(pair[1])};
}

std::vector<double> joined(const std::vector<Point>& walkers) {
  std::vector<double> out;
  for (const auto& z : walkers) out.insert(out.end(), z.begin(), z.end());
  return out;
}
std::vector<Point> taken_apart(const std::vector<double>& row, std::size_t n) {
  std::vector<Point> out;
  for (auto at = row.begin(); at != row.end(); at += static_cast<std::ptrdiff_t>(n))
    out.emplace_back(at, at + static_cast<std::ptrdiff_t>(n));
  return out;
}

bool fits(const Saved& s) {
  const std::size_t n = s.unknowns.size(), count = s.walkers.size();
  const auto all = [](const Rows& rows, std::size_t size) {
    return std::ranges::all_of(rows, [&](const auto& row) { return row.size() == size; });
  };
  const bool surface = s.surface_share == 0 ||
                       (s.centre.size() == n && s.root.size() == n * n && !s.coefficients.empty() &&
                        s.coefficients.size() % Surface::terms(n) == 0);
  return n > 0 && surface && count >= 4 && count % 2 == 0 && s.thin > 0 && s.burn >= 0 &&
         all(s.walkers, n) && s.log_density.size() == count && all(s.kept, n * count) &&
         all(s.kept_log_density, count) && s.kept_log_density.size() == s.kept.size() &&
         s.ensemble_moves.size() == 2 && s.surface_moves.size() == 2;
}

}  // namespace

std::string to_text(const Ensemble& e) {
  Saved s;
  s.what = what_it_is;
  s.schema = 1;
  s.seed = e.seed;
  s.generation = static_cast<double>(e.now.generation);
  s.evaluations = static_cast<double>(e.now.evaluations);
  s.failed_solves = static_cast<double>(e.now.failed_solves);
  s.thin = e.thin;
  s.burn = e.burn;
  s.surface_share = e.surface_share;
  s.unknowns = e.unknowns;
  s.centre = e.surface.shape.centre;
  s.root = e.surface.shape.root;
  s.coefficients = e.surface.coefficients;
  s.ensemble_moves = pair_of(e.now.ensemble_moves);
  s.surface_moves = pair_of(e.now.surface_moves);
  s.walkers = e.now.walkers;
  s.log_density = e.now.log_density;
  for (const auto& walkers : e.kept) s.kept.push_back(joined(walkers));
  s.kept_log_density = e.kept_log_density;
  Writer writer;
  s.visit(writer);
  return config::to_json(writer.document);
}

Result<Ensemble> ensemble_from_text(std::string_view text, const std::string& file_name) {
  NITER_TRY(const auto document, config::parse_json(text, file_name));
  NITER_TRY(auto s, config::read<Saved>(document));
  if (s.what != what_it_is || s.schema != 1 || !fits(s)) {
    return fail(Error{Code::Inconsistent,
                      "this is not a sample that can be gone on with",
                      {file_name},
                      "name another file: it will be written"});
  }
  Ensemble e;
  e.seed = static_cast<unsigned>(s.seed);
  e.thin = s.thin;
  e.burn = s.burn;
  e.surface_share = s.surface_share;
  e.surface = {{std::move(s.centre), std::move(s.root)}, std::move(s.coefficients)};
  e.now.generation = std::lround(s.generation);
  e.now.evaluations = std::lround(s.evaluations);
  e.now.failed_solves = std::lround(s.failed_solves);
  e.now.ensemble_moves = tally_of(s.ensemble_moves);
  e.now.surface_moves = tally_of(s.surface_moves);
  e.now.walkers = std::move(s.walkers);
  e.now.log_density = std::move(s.log_density);
  for (const auto& row : s.kept) e.kept.push_back(taken_apart(row, s.unknowns.size()));
  e.kept_log_density = std::move(s.kept_log_density);
  e.unknowns = std::move(s.unknowns);
  return e;
}

}  // namespace niter::infer
