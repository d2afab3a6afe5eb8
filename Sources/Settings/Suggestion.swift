/// Guesses which of several words somebody meant who typed another one.
package enum Suggestion {
  /// The candidate nearest to `word`, if at most a third of its letters (or one) are wrong.
  package static func nearest(to word: String, in candidates: [String]) -> String? {
    // What differs in length by more letters than may be wrong is far, and need not be measured.
    let length = word.count
    let near = candidates.filter { abs($0.count - length) <= max(1, $0.count / 3) }
    let ranked = near.map { (name: $0, distance: distance(word, $0)) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }),
      best.distance <= max(1, best.name.count / 3)
    else { return nil }
    return best.name
  }

  /// How many letters must be put in, left out, replaced or swapped with the next one to make `b`
  /// of `a` (Damerau and Levenshtein, each place touched once).
  package static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        let replaced = rows[i][j] + (a[i] == b[j] ? 0 : 1)
        var best = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
