/// Guesses which of several words somebody meant who typed another one.
enum Suggestion {
  /// The candidate nearest to `word`, if at most a third of its letters are wrong.
  static func nearest(to word: String, in candidates: [String]) -> String? {
    let ranked = candidates.map { (name: $0, distance: distance(word, $0)) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }),
      best.distance <= max(1, best.name.count / 3) || isTransposition(word, best.name)
    else { return nil }
    return best.name
  }

  /// How many letters must be put in, left out or replaced to make `b` of `a`.
  static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let replaced = diagonal + (letter == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }

  private static func isTransposition(_ a: String, _ b: String) -> Bool {
    a != b && a.count == b.count && a.sorted() == b.sorted() && distance(a, b) == 2
  }
}
