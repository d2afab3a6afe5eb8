/// How many dots per inch text is drawn for, as the desktop says.
package enum TextResolution {
  /// Where nobody says.
  package static let standard = 96.0
  /// What is outside of it is a mistake, and nearer to its end than to anything else.
  private static let range = 48.0...480.0

  /// `Xft.dpi` out of X resources, as `xrdb -query` prints them.
  ///
  /// - Parameter resources: the root window's property `RESOURCE_MANAGER`.
  package static func dotsPerInch(resources: String) -> Double {
    for line in resources.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmed == "Xft.dpi",
        let number = Double(parts[1].trimmed), number.isFinite, number > 0
      else { continue }
      return min(max(number, range.lowerBound), range.upperBound)
    }
    return standard
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
    return start[...end]
  }
}
