import Testing

import Settings

@Suite("Suggestion")
struct SuggestionTests {
  @Test(
    "the distance is the number of letters to put in, leave out, replace or swap",
    arguments: [
      ("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3),
      ("list", "lits", 1),
    ])
  func distance(a: String, b: String, distance: Int) {
    #expect(Suggestion.distance(a, b) == distance)
  }

  @Test("nothing is suggested for a word that is like none")
  func none() {
    #expect(Suggestion.nearest(to: "flower", in: ["put", "list"]) == nil)
    #expect(Suggestion.nearest(to: "list", in: []) == nil)
  }
}
