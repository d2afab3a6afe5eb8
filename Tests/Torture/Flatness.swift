/// Whether what is measured again and again has grown.
enum Flatness {
  /// - Parameter slack: by how much the least of late measures may be above the most of early ones.
  /// - Throws: `BrokenPromise` when there is more in the last third than ever in the first.
  static func require(_ numbers: [Int], _ what: String, slack: Int) throws {
    let most = numbers.prefix(numbers.count / 3).max() ?? 0
    let least = numbers.suffix(numbers.count / 3).min() ?? 0
    try demand(least <= most + slack, "\(what) has grown: \(numbers)")
  }
}
