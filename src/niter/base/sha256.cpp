// SHA-256 of bytes in memory: with the instructions of the processor where it has them, because
// every file that is read is named by its hash and reading must not wait for that; else by libmd.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include <fmt/format.h>
#include <sha2.h>

#include "niter/base/file.hpp"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace niter {

namespace {

using Digest = std::array<std::uint8_t, SHA256_DIGEST_LENGTH>;

std::string hexadecimal(const Digest& digest) {
  std::string hex;
  for (const auto byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

#if defined(__x86_64__)

constexpr std::size_t block = 64;

// fips180_4, sec. 4.2.2 and 5.3.3
alignas(16) constexpr std::uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
using State = std::array<std::uint32_t, 8>;
constexpr State start = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

bool has_instructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSE4_1) == 0 || (c & bit_SSSE3) == 0)
    return false;
  constexpr unsigned bit_of_sha = 1u << 29;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_of_sha) != 0;
}

// the processor holds the state as (A B E F) and (C D G H)
__attribute__((target("sha,sse4.1,ssse3"))) void add_blocks(State& state, const std::uint8_t* bytes,
                                                            std::size_t blocks) {
  const __m128i turned = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i low =
      _mm_shuffle_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(state.data())), 0xB1);
  const __m128i high =
      _mm_shuffle_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(state.data() + 4)), 0x1B);
  __m128i abef = _mm_alignr_epi8(low, high, 8);
  __m128i cdgh = _mm_blend_epi16(high, low, 0xF0);
  for (; blocks > 0; --blocks, bytes += block) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i words[4];
#pragma GCC unroll 16
    for (int g = 0; g < 16; ++g) {
      auto& four = words[g % 4];
      if (g < 4) {
        const auto* const from = reinterpret_cast<const __m128i*>(bytes) + g;
        four = _mm_shuffle_epi8(_mm_loadu_si128(from), turned);
      } else {
        const __m128i seventh = _mm_alignr_epi8(words[(g + 3) % 4], words[(g + 2) % 4], 4);
        four = _mm_add_epi32(_mm_sha256msg1_epu32(four, words[(g + 1) % 4]), seventh);
        four = _mm_sha256msg2_epu32(four, words[(g + 3) % 4]);
      }
      __m128i round = _mm_add_epi32(
          four, _mm_load_si128(reinterpret_cast<const __m128i*>(round_constants) + g));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, round);
      round = _mm_shuffle_epi32(round, 0x0E);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, round);
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
}

Digest by_instructions(std::string_view text) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  State state = start;
  const std::size_t whole = text.size() / block;
  add_blocks(state, bytes, whole);
  // a one, zeros, and the number of bits in eight bytes, big end first
  std::array<std::uint8_t, 2 * block> tail{};
  const std::size_t rest = text.size() % block;
  std::copy_n(bytes + whole * block, rest, tail.begin());
  tail[rest] = 0x80;
  const std::size_t blocks = rest + 9 > block ? 2 : 1;
  const std::uint64_t bits = std::uint64_t{8} * text.size();
  for (std::size_t k = 0; k < 8; ++k)
    tail[blocks * block - 1 - k] = static_cast<std::uint8_t>(bits >> (8 * k));
  add_blocks(state, tail.data(), blocks);
  Digest digest{};
  for (std::size_t k = 0; k < digest.size(); ++k)
    digest[k] = static_cast<std::uint8_t>(state[k / 4] >> (24 - 8 * (k % 4)));
  return digest;
}

#endif

}  // namespace

std::string sha256(std::string_view bytes) {
#if defined(__x86_64__)
  static const bool fast = has_instructions();
  if (fast) return hexadecimal(by_instructions(bytes));
#endif
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  Digest digest{};
  SHA256Final(digest.data(), &context);
  return hexadecimal(digest);
}

}  // namespace niter
