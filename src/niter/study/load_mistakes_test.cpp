// The text of every mistake a study file can hold.
#include <gtest/gtest.h>

#include "niter/study/load_testing.hpp"

namespace niter::study {
namespace {

struct Mistake {
  const char* file;
  const char* right;
  const char* wrong;
  const char* said;
};

// One row per mistake: where it is made, and the whole text the user sees.
constexpr Mistake mistakes[] = {
    // study.toml
    {"study.toml", "schema = 1\n", "",
     "study.toml:1:1: 'schema' is missing; add 'schema = ...': version of this format, 1"},
    {"study.toml", "schema = 1", "schema = 2",
     "study.toml:1:10: 'schema' = 2 is not known; this niter reads schema = 1"},
    {"study.toml", "id = \"small\"", "id = \"a b\"",
     "study.toml:2:6: the study id 'a b' is empty or has blanks; write one short word, like "
     "\"no3.FE.max\""},
    {"study.toml", "title = \"A", "titel = \"A",
     "study.toml:3:1: unknown key 'titel'; did you mean 'title'? known keys: schema, id, title, "
     "doi, citation, potential_scale, files, missing, catalyst, experiment, simulate, calibrate, "
     "variant, conditions, fact, recipe, preparation, assumption, cell, battery, run, measurement, "
     "literature"},
    {"study.toml", "\"RHE\"\nfiles", "\"RHX\"\nfiles",
     "study.toml:4:19: unknown potential scale 'RHX'; did you mean 'RHE'? known scales: RHE, SHE, "
     "NHE, Zn, Zn/Zn2+, Ag/AgCl, Hg/HgO, SCE"},
    {"study.toml", "\"facts.toml\"", "\"fact.toml\"",
     "study.toml:5:10: there is no file 'fact.toml' in the study's folder; did you mean "
     "'facts.toml'?"},
    {"study.toml", "\"facts.toml\"", "\"../facts.toml\"",
     "study.toml:5:10: '../facts.toml' is not a file of the study's folder; write a name like "
     "\"facts.toml\""},
    {"study.toml", "\"more.toml\"", "\"./facts.toml\"",
     "study.toml:5:24: the file './facts.toml' is listed twice; keep one of the two"},
    {"study.toml", "id = \"Co/NC\"", "id = \"Fe2Co1/NC\"",
     "study.toml:11:6: the catalyst 'Fe2Co1/NC' is defined twice, first at study.toml:8:6; give "
     "one of them another id"},
    {"study.toml", "id = \"Co/NC\"", "id = \"all\"",
     "study.toml:11:6: a catalyst cannot be called 'all'; facts use that word for every catalyst; "
     "choose another id"},
    {"study.toml", "Fe = 2", "Fe = 0",
     "study.toml:9:16: 'Fe' = 0 must be more than zero; leave out what is not there"},
    {"study.toml", "Fe = 2", "Fx = 2",
     "study.toml:9:16: formula 'Fx', column 1: 'Fx' is not an element that niter knows; write it "
     "as in 'NO3-', 'SO4-2' or 'Fe(NO3)3(H2O)9'"},
    {"study.toml", "[[catalyst]]\nid = \"Fe2Co1/NC\"", "[catalyst]\nid = \"Fe2Co1/NC\"",
     "study.toml:10:1: 'catalyst' is written both as [catalyst] and as [[catalyst]]; a list has "
     "two "
     "brackets everywhere: [[catalyst]]"},
    {"study.toml", "\"h-cell\"", "\"hcell\"",
     "study.toml:15:13: 'technique' cannot be 'hcell'; did you mean 'h-cell'? known words: h-cell, "
     "zn-battery, cv, eis, tem, xrd, xps, exafs, ftir, raman, nmr, dft, uvvis"},
    {"study.toml", "\"0.1 mol/L\"", "0.1",
     "study.toml:17:24: 'KNO3' must be a text with a unit, like \"0.1 mol/L\""},
    {"study.toml", "\"0.1 mol/L\"", "\"0.1 mL\"",
     "study.toml:17:24: 'KNO3' is in 'mL', which does not fit 'mol/L'; write it like \"0.1 "
     "mol/L\""},
    {"study.toml", "[simulate]\n", "[simulate]\nmechanism = \"c3\"\n",
     "study.toml:24:13: niter has no mechanism 'c3'; 'niter list' names those there are; a file of "
     "the study's own ends in .toml"},
    {"study.toml", "[simulate]\n", "[simulate]\nmechanism = \"mine.toml\"\n",
     "study.toml:24:13: there is no file 'mine.toml' in the study's folder; add the mechanism, or "
     "name one that niter ships"},
    {"study.toml", "reference_catalyst = \"Fe2Co1/NC\"", "reference_catalyst = \"FeCo/NC\"",
     "study.toml:24:22: there is no catalyst 'FeCo/NC'; did you mean 'Fe2Co1/NC'?"},
    {"study.toml", "step = \"20 mV\"", "step = \"0 mV\"",
     "study.toml:26:8: 'step' = 0 mV must be more than zero and give at most 2000 points; write it "
     "like \"20 mV\""},
    {"study.toml", "[simulate]\n", "[simulate]\nto = -1.2\n",
     "study.toml:24:6: 'to' must be a text with a unit and a scale, like \"-1.2 V vs RHE\""},
    {"study.toml", "[simulate]\n", "[simulate]\nto = \"-1.2 V vs SHE\"\n",
     "study.toml:24:6: 'to' is vs SHE, but the twin is driven vs RHE; convert it and write it like "
     "\"-1.2 V vs RHE\""},
    {"study.toml", "{ experiment = \"no3\"", "{ experiment = \"no2\"",
     "study.toml:28:18: there is no experiment 'no2'; did you mean 'no3'?"},
    {"study.toml", "film = \"film_NO3\"", "film = \"film\"",
     "study.toml:28:32: there is no assumption 'film'; there are: film_NO3, dft_compression"},
    {"study.toml", "film = \"film_NO3\"", "film = \"dft_compression\"",
     "study.toml:28:32: the film 'dft_compression' is in '1', not a thickness; name an assumption "
     "with a length, like \"200 um\""},
    {"study.toml", "fact = \"no3.j\"", "fact = \"no3.jj\"",
     "study.toml:31:8: there is no fact 'no3.jj'; did you mean 'no3.j'?"},
    {"study.toml", "fact = \"no3.j\"", "fact = \"no3.order\"",
     "study.toml:31:8: the fact 'no3.order' is not one number; only single numbers can be "
     "calibrated against"},
    {"study.toml", "fact = \"no3.j\"", "fact = \"no3.FE\"",
     "study.toml:34:8: the calibration target 'no3.FE' is defined twice, first at study.toml:31:8; "
     "give one of them another id"},
    {"study.toml", "sigma = \"0.02\"", "sigma = \"0 %\"",
     "study.toml:35:9: 'sigma' = 0 % must be more than zero; a smaller number pulls harder, zero "
     "is "
     "not possible"},
    {"study.toml", "sigma = \"0.02\"", "sigma = \"2 mA\"",
     "study.toml:35:9: 'sigma' is in 'mA', but the fact is in '%'; write it in '%'"},
    {"study.toml", "relative_sigma = \"2 %\"\n", "",
     "study.toml:30:1: a target needs either 'sigma' or 'relative_sigma'; write sigma = \"2 mA "
     "cm-2\", or relative_sigma = \"2 %\""},
    {"study.toml", "relative_sigma = \"2 %\"", "relative_sigma = 0.02",
     "study.toml:32:18: 'relative_sigma' must be a text with a unit, like \"0.02 %\""},
    {"study.toml", "sigma = \"0.02\"", "sigma = \"0.02\"\npeak_window = \"0.1 V\"",
     "study.toml:33:1: 'peak_window' and 'peak_sigma' belong together, on a fact at a potential; "
     "write peak_window = \"0.1 V\" and peak_sigma, or neither"},
    {"study.toml", "sigma = \"0.02\"",
     "sigma = \"0.02\"\npeak_window = \"0.1 V\"\npeak_sigma = \"1 mV\"",
     "study.toml:37:14: 'peak_sigma' is not in the dimension of the fact; write it in '%'"},
    {"study.toml", "sigma = \"0.02\"",
     "sigma = \"0.02\"\npeak_window = \"0 V\"\npeak_sigma = \"1 %\"",
     "study.toml:36:15: 'peak_window' and 'peak_sigma' must be more than zero; for example \"0.1 "
     "V\""},
    // variants
    {"study.toml", "id = \"held\"", "id = \"free\"",
     "study.toml:40:6: the variant 'free' is defined twice, first at study.toml:37:6; give one of "
     "them another id"},
    {"study.toml", "title = \"as it is\"\n", "",
     "study.toml:36:1: 'title' is missing; add 'title = ...': what it assumes"},
    {"study.toml", "mechanism = \"v0\"", "mechanism = \"v9\"",
     "study.toml:42:13: niter has no mechanism 'v9'; 'niter list' names those there are; a file "
     "of the study's own ends in .toml"},
    {"study.toml", "film = \"film_NO3\"\nfixed", "film = \"film_NO2\"\nfixed",
     "study.toml:43:8: there is no assumption 'film_NO2'; did you mean 'film_NO3'?"},
    {"study.toml", "film = \"film_NO3\"\nfixed", "film = \"dft_compression\"\nfixed",
     "study.toml:43:8: the film 'dft_compression' is in '1', not a thickness; name an assumption "
     "with a length, like \"200 um\""},
    {"study.toml", "lg_kV = 0.5", "beta_VV = 0.5",
     "study.toml:44:21: there is no parameter 'beta_VV'; did you mean 'beta_V'?"},
    {"study.toml", "lg_kV = 0.5", "lg_kV = \"0.5 V\"",
     "study.toml:44:19: 'lg_kV' must be a number; in the unit of the mechanism's file, lg(s-1)"},
    {"study.toml", "\"0.3 mm\"", "0.3",
     "study.toml:44:35: 'film_NO3' must be a text with a unit, like \"0.3 um\""},
    {"study.toml", "\"0.3 mm\"", "\"0.3 V\"",
     "study.toml:44:35: 'film_NO3' is in 'V', which does not fit 'um'; write it like \"0.3 um\""},
    {"study.toml", "\"0.3 mm\"", "\"0 um\"",
     "study.toml:44:35: 'film_NO3' = 0 um must be more than zero; its prior is log-normal"},
    // facts.toml
    {"facts.toml", "[[fact]]\nid = \"no3.j\"", "[[facts]]\nid = \"no3.j\"",
     "facts.toml:1:3: unknown key 'facts'; did you mean 'fact'? known keys: fact, recipe, "
     "preparation, assumption, cell, battery, run, measurement, literature"},
    {"facts.toml", "place = \"Fig. 2a\"\naudit", "plaice = \"Fig. 2a\"\naudit",
     "facts.toml:11:1: unknown key 'plaice'; did you mean 'place'? known keys: id, measure, label, "
     "value, unit, sigma, catalyst, experiment, potential, current_density, conditions, place, "
     "kind, audit, note"},
    {"facts.toml", "place = \"Fig. 2a\"\naudit", "audit",
     "facts.toml:1:1: 'place' is missing; add 'place = ...': where the paper says so"},
    {"facts.toml", "\"faradaic_efficiency\"", "\"faradic_efficiency\"",
     "facts.toml:15:11: unknown measure 'faradic_efficiency'; did you mean 'faradaic_efficiency'? "
     "share/niter/measures.toml lists them"},
    {"facts.toml", "unit = \"mA cm-2\"", "unit = \"mA\"",
     "facts.toml:6:8: a 'current_density' cannot be in 'mA'; write a unit like \"A m-2\""},
    {"facts.toml", "unit = \"mA cm-2\"\n", "",
     "facts.toml:5:9: 'unit' is missing; a 'current_density' has a unit like \"A m-2\""},
    {"facts.toml", "unit = \"mA cm-2\"", "unit = \"mA cm-2 vs RHE\"",
     "facts.toml:6:8: 'mA cm-2' has no reference scale; only potentials are measured against "
     "something"},
    {"facts.toml", "value = -81.79", "value = \"high\"",
     "facts.toml:5:9: 'value' of a 'current_density' must be a number, not a text; write value = "
     "1.0 and unit = \"A m-2\", or another measure"},
    {"facts.toml", "value = -81.79", "value = []",
     "facts.toml:5:9: 'value' is an empty array; write the number that is reported"},
    {"facts.toml", "value = -81.79", "value = [1, true]",
     "facts.toml:5:13: 'value' must be a number, not true or false"},
    {"facts.toml", "value = -81.79", "value = nan",
     "facts.toml:5:9: 'value' must be a finite number"},
    {"facts.toml", "value = -81.79", "value = -81,79",
     "facts.toml:5:12: Error while parsing key-value pair: expected a comment or whitespace, saw "
     "','; numbers have a decimal point"},
    {"facts.toml", "sigma = 1.5", "sigma = -1.5",
     "facts.toml:7:9: 'sigma' = -1.5 must be more than zero; leave it out if the paper gives none"},
    {"facts.toml", "catalyst = \"Fe2Co1/NC\"", "catalyst = \"Fe2Co/NC\"",
     "facts.toml:8:12: there is no catalyst 'Fe2Co/NC'; did you mean 'Fe2Co1/NC'?"},
    {"facts.toml", "experiment = \"no3\"", "experiment = \"nitrate\"",
     "facts.toml:9:14: there is no experiment 'nitrate'; there are: no3, bat"},
    {"facts.toml", "potential = \"-1.2 V vs RHE\"", "potential = -1.2",
     "facts.toml:10:13: 'potential' must be a text with a unit and a scale, like \"-1.2 V vs "
     "RHE\""},
    {"facts.toml", "potential = \"-1.2 V vs RHE\"", "potential = \"-1.2 V\"",
     "facts.toml:10:13: 'potential' = \"-1.2 V\" does not say against what; write the scale, like "
     "\"-1.2 V vs RHE\""},
    {"facts.toml", "potential = \"-1.2 V vs RHE\"", "potential = \"-1.2 mA vs RHE\"",
     "facts.toml:10:13: 'potential' is in 'mA', which is no unit of potential; write it like "
     "\"-1.0 V vs RHE\""},
    {"facts.toml", "potential = \"-1.2 V vs RHE\"", "potential = \"-1.2 V vs SHE\"",
     "facts.toml:10:13: the fact says vs SHE, but experiment 'no3' has potentials vs RHE; correct "
     "the scale here, or 'potential_scale' there"},
    {"facts.toml", "unit = \"V vs RHE\"\nkind",
     "unit = \"V vs RHE\"\npotential = \"0 V vs Zn\"\nkind",
     "facts.toml:38:13: 'unit' says vs RHE, 'potential' says vs Zn; write both on one scale"},
    {"facts.toml", "unit = \"V vs RHE\"\nkind", "unit = \"V\"\nkind",
     "facts.toml:37:8: the unit of a potential must say against what; write \"V vs RHE\""},
    {"facts.toml", "unit = \"V vs Zn/Zn2+\"", "unit = \"V vs RHE\"",
     "facts.toml:46:8: the fact says vs RHE, but experiment 'bat' has potentials vs Zn; correct "
     "the "
     "scale here, or 'potential_scale' there"},
    {"facts.toml", "id = \"no3.FE\"", "id = \"no3.j\"",
     "facts.toml:14:6: the fact 'no3.j' is defined twice, first at facts.toml:2:6; give one of "
     "them "
     "another id"},
    {"facts.toml", "conditions = { of = \"current_density\" }\n", "",
     "facts.toml:23:1: a 'order' needs the condition 'of'; add conditions = { of = \"...\" }"},
    {"facts.toml", "{ of = \"current_density\" }", "{ of = \"j\", tecnique = \"lsv\" }",
     "facts.toml:30:26: unknown key 'tecnique'; did you mean 'technique'? known keys: along, "
     "assignment, extremum, frequency, isotope, line, of, outcome, pH, phase_corrected, protocol, "
     "radiation, range, reflection, species, step, technique, trend"},
    {"facts.toml", "kind = \"ordering\"", "kind = \"number\"",
     "facts.toml:28:8: the measure 'order' is told in words, but the fact is of kind 'number'; "
     "write kind = \"ordering\", \"shape\" or \"setup\""},
    {"facts.toml", "kind = \"setup\"", "kind = \"shape\"",
     "facts.toml:38:8: the measure 'potential' is a number, but the fact is of kind 'shape'; write "
     "kind = \"number\" or \"setup\", or use the measure 'order' or 'trend'"},
    {"facts.toml", "kind = \"setup\"", "kind = \"set-up\"",
     "facts.toml:38:8: 'kind' cannot be 'set-up'; did you mean 'setup'? known words: number, "
     "ordering, shape, setup"},
    {"facts.toml", "value = \"Fe2Co1/NC > Co/NC\"", "value = 3",
     "facts.toml:27:9: 'value' of the measure 'order' must be words, not a whole number; write it "
     "as a text, or use a measure with a unit"},
    {"facts.toml", "value = \"Fe2Co1/NC > Co/NC\"", "value = \"Fe2Co1/NC > Ni/NC\"",
     "facts.toml:27:9: there is no catalyst 'Ni/NC'; did you mean 'Co/NC'?"},
    {"facts.toml", "kind = \"ordering\"", "kind = \"ordering\"\nunit = \"V\"",
     "facts.toml:29:8: the measure 'order' is told in words and has no unit; remove 'unit'"},
    {"facts.toml", "kind = \"ordering\"", "kind = \"ordering\"\nsigma = 1",
     "facts.toml:29:9: words have no 'sigma'; remove it"},
    {"facts.toml", "current_density = \"1 mA cm-2\"", "current_density = 1",
     "facts.toml:48:19: 'current_density' must be a text with a unit, like \"1 mA cm-2\""},
    {"facts.toml", "catalyst = \"Fe2Co1/NC\"\nplace = \"Fig. 2d\"", "place = \"Fig. 2d\"",
     "study.toml:24:22: there is no double_layer_capacitance of the reference catalyst "
     "'Fe2Co1/NC'; the sites of the other catalysts are scaled by it: add that fact"},
    {"facts.toml", "value = 142.0", "value = 0",
     "facts.toml:76:1: the capacitance 'cdl.Co' must be more than zero; the sites of the catalyst "
     "are scaled by it"},
    // more.toml
    {"more.toml", "catalyst = \"Fe2Co1/NC\"", "catalyst = \"Ni/NC\"",
     "more.toml:2:12: there is no catalyst 'Ni/NC'; did you mean 'Co/NC'?"},
    {"more.toml", "\"0.33 g\"", "0.33",
     "more.toml:3:30: 'Fe(NO3)3(H2O)9' must be a text with a unit, like \"0.33 g\""},
    {"more.toml", "\"0.33 g\"", "\"0.33 mL\"",
     "more.toml:3:30: 'Fe(NO3)3(H2O)9' is in 'mL', which does not fit 'g'; write it like \"0.33 "
     "g\""},
    {"more.toml", "Fe(NO3)3(H2O)9", "Fe(NO3)3(H2O9",
     "more.toml:3:29: formula 'Fe(NO3)3(H2O9', column 9: this bracket is not closed; write it as "
     "in "
     "'NO3-', 'SO4-2' or 'Fe(NO3)3(H2O)9'"},
    {"more.toml", "[preparation]\n",
     "[[recipe]]\ncatalyst = \"Fe2Co1/NC\"\nsalts = {}\nplace = \"\"\n[preparation]\n",
     "more.toml:6:12: the recipe of 'Fe2Co1/NC' is defined twice, first at more.toml:2:12; give "
     "one "
     "of them another id"},
    {"more.toml", "low = \"0.05 mm\"", "low = \"0.7 mm\"",
     "more.toml:14:7: 'low' = 0.7 mm is above 'high' = 600 um; exchange the two"},
    {"more.toml", "low = \"0.05 mm\"", "low = \"5 s\"",
     "more.toml:14:7: 'low' is in 's', but 'value' is in 'um'; write both in units of one kind"},
    {"more.toml", "value = \"200 um\"", "value = \"700 um\"",
     "more.toml:13:9: 'value' = 700 um lies outside its own range, 0.05 mm to 600 um; correct the "
     "value or widen the range"},
    {"more.toml", "value = \"200 um\"", "value = 200",
     "more.toml:13:9: 'value' must be a text with a unit, like \"200 V\", or \"200\" if it has no "
     "unit"},
    {"more.toml", "factor = 1.41", "factor = 0.7",
     "more.toml:16:37: 'factor' = 0.7 must be more than one; leave out 'prior' to keep the value "
     "fixed"},
    {"more.toml", ", factor = 1.41", "",
     "more.toml:16:9: a prior needs either 'sd' or 'factor'; write prior = { mean = \"2.5 ohm "
     "cm2\", sd = \"1.0 ohm cm2\" }, or { mean = \"200 um\", factor = 1.41 }"},
    {"more.toml", "factor = 1.41", "sd = \"0 um\"",
     "more.toml:16:33: 'sd' = 0 um must be more than zero; leave out 'prior' to keep the value "
     "fixed"},
    {"more.toml", "reason = \"natural convection\"\n", "",
     "more.toml:11:1: 'reason' is missing; add 'reason = ...': why this value"},
    {"more.toml", "id = \"dft_compression\"", "id = \"film_NO3\"",
     "more.toml:21:6: the assumption 'film_NO3' is defined twice, first at more.toml:12:6; give "
     "one "
     "of them another id"},
};

TEST_F(StudyOnDisk, EveryMistakeSaysWhereAndWhatToWrite) {
  for (const auto& mistake : mistakes) {
    std::string text(original(mistake.file));
    const auto at = text.find(mistake.right);
    ASSERT_NE(at, std::string::npos) << mistake.right;
    text.replace(at, std::string_view(mistake.right).size(), mistake.wrong);
    reset();
    write(mistake.file, text);
    EXPECT_EQ(error(), mistake.said) << mistake.file << ": " << mistake.wrong;
  }
}

}  // namespace
}  // namespace niter::study
