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

  /// A window of fewer pixels than these has text of the standard size, however fine its screen is:
  /// in larger text it would hold little more than a line.
  private static let leastRoom = Size(width: 300, height: 200)

  /// What text in a window is drawn for, where the desktop asks for `resolution`: less than that in
  /// one which has too few pixels for it, down to the standard. In quarters of the standard, so
  /// that text does not grow with each pixel while the window does.
  package static func fitted(_ resolution: Double, to window: Size) -> Double {
    if resolution <= standard { return resolution }
    let quarters = min(4 * window.width / leastRoom.width, 4 * window.height / leastRoom.height)
    return min(resolution, standard * max(1, Double(quarters) / 4))
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
    return start[...end]
  }
}
