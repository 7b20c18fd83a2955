#include <array>
#include <string>

#include <fmt/format.h>
#include <sha2.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"

namespace niter {
namespace {

TEST(Sha256, PublishedMessages) {
  NITER_SOURCE("fips180_4", "examples of SHA-256: one block, two blocks, a million of 'a'");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// every length around the borders of blocks, against the library that is used without the
// instructions
TEST(Sha256, EveryLengthAgreesWithTheLibrary) {
  NITER_IDENTITY("two implementations of one function");
  std::string message;
  for (int n = 0; n < 300; ++n) {
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(message.data()), message.size());
    SHA256Final(digest.data(), &context);
    std::string hex;
    for (const auto byte : digest) hex += fmt::format("{:02x}", byte);
    EXPECT_EQ(sha256(message), hex) << n;
    message += static_cast<char>(n * 37 + 11);
  }
}

}  // namespace
}  // namespace niter
