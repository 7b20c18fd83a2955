// Streams: random numbers that depend on what they are for, not on who asked first, so that a
// sample is the same with any number of threads and after any interruption. Private to this room.
#pragma once

#include <random>

namespace niter::infer {

using Stream = std::mt19937_64;

/// What a stream is used for.
enum class Purpose : unsigned { Learning, Walking, Sampling };

/// The stream of one walker in one generation.
inline Stream stream_of(unsigned seed, Purpose purpose, long generation, std::size_t walker) {
  std::seed_seq key{seed, static_cast<unsigned>(purpose), static_cast<unsigned>(generation),
                    static_cast<unsigned>(walker)};
  return Stream(key);
}

inline double uniform(Stream& stream) {
  return std::uniform_real_distribution<double>()(stream);
}

inline std::vector<double> unit_normals(std::size_t n, Stream& stream) {
  std::normal_distribution<double> normal;
  std::vector<double> out(n);
  for (auto& x : out) x = normal(stream);
  return out;
}

}  // namespace niter::infer
