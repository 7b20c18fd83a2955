#include "niter/io/readers/autolab_nova.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"
#include "niter/io/writers/autolab_nova.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

Recording read_or_fail(std::string_view bytes) {
  auto recording = read({bytes, "nova.txt"});
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? *std::move(recording) : Recording{};
}

TEST(AutolabNovaReader, WhatOurWriterWroteComesBack) {
  NITER_IDENTITY("writing and reading are each other's inverse, to the last bit");
  const auto cv = read_or_fail(*to_autolab_nova(record(), run_of(RunKind::CyclicVoltammetry)));
  EXPECT_EQ(cv.format, "autolab-nova");
  ASSERT_EQ(cv.parts.size(), 2u);
  EXPECT_EQ(cv.parts[0].technique, "cv");
  EXPECT_EQ(cv.parts[1].title, "scan 2");
  for (const std::string_view column : {"t", "E", "I", "E_set", "cycle"}) {
    EXPECT_EQ(all_rows(cv, column), record().find(column)->values) << column;
  }
  const auto hold = read_or_fail(*to_autolab_nova(record(), run_of(RunKind::Chronoamperometry)));
  EXPECT_EQ(all_rows(hold, "I"), record().find("I")->values);
  EXPECT_EQ(hold.parts[0].technique, "");
  const auto eis =
      read_or_fail(*to_autolab_nova(spectrum(), run_of(RunKind::PotentiostaticImpedance)));
  EXPECT_EQ(eis.parts[0].technique, "eis");
  for (const std::string_view column : {"t", "f", "Z_re", "Z_im"}) {
    EXPECT_EQ(all_rows(eis, column), spectrum().find(column)->values) << column;
  }
}

TEST(AutolabNovaReader, SeparatorsAndLocales) {
  NITER_IDENTITY("the same numbers in every spelling");
  for (const std::string_view text :
       {"Index\tFrequency (Hz)\tZ' (Ω)\t-Z'' (Ω)\n1\t1000,5\t2\t0,25\n1\t1000,5\t3\t-1E-3\n",
        "Index;Frequency (Hz);Z' (Ohm);-Z'' (Ohm)\r\n1;1000.5;2;0.25\r\n1;1000.5;3;-1E-3\r\n",
        "Index,Frequency (Hz),Z' (Ω),-Z'' (Ω)\r1,1000.5,2,0.25\r1,1000.5,3,-1E-3\r"}) {
    const auto recording = read_or_fail(text);
    ASSERT_EQ(recording.parts.size(), 2u);
    EXPECT_EQ(value(recording.parts[0], "f", 0), 1000.5);
    EXPECT_EQ(value(recording.parts[0], "Z_im", 0), -0.25);
    EXPECT_EQ(value(recording.parts[1], "Z_im", 0), 1e-3);
    EXPECT_EQ(recording.parts[1].title, "spectrum 2");
  }
}

TEST(AutolabNovaReader, CutFilesSaySo) {
  NITER_IDENTITY("a cut file gives an error or whole rows; a cut between rows cannot be seen");
  const auto lines = [](std::string_view bytes) {
    return 2 * static_cast<int>(std::ranges::count(bytes, '\n'));
  };
  for (const auto kind : {RunKind::CyclicVoltammetry, RunKind::OpenCircuit}) {
    const auto bytes = *to_autolab_nova(record(), run_of(kind));
    EXPECT_LE(expect_cuts_are_seen(bytes, "nova.txt", autolab_nova_reader()), lines(bytes));
  }
  const auto eis = *to_autolab_nova(spectrum(), run_of(RunKind::PotentiostaticImpedance));
  EXPECT_LE(expect_cuts_are_seen(eis, "nova.txt", autolab_nova_reader()), lines(eis));
}

TEST(AutolabNovaReader, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  EXPECT_NE(read({"Time (s);WE(1).Current (A)\n1;2\n3;oops\n", "nova.txt"})
                .error()
                .text()
                .find("nova.txt:3:3: 'oops'"),
            std::string::npos);
}

}  // namespace
}  // namespace niter::io
