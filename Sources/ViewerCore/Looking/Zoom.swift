/// The scales that keys and the wheel go through.
package enum Zoom {
  /// From 1/64 to 64, by a third or a half each.
  package static let ladder: [Double] = {
    let above: [Double] = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]
    return above.dropFirst().reversed().map { 1 / $0 } + above
  }()

  /// The smallest and the largest scale.
  package static let range = (1.0 / 64)...64.0

  /// The nearest scale in `range`.
  package static func clamped(_ scale: Double) -> Double {
    min(max(scale, range.lowerBound), range.upperBound)
  }

  /// The scale that is so many steps above `scale`, or below it if negative; a scale between two
  /// steps goes to the nearer one in that direction first.
  package static func step(from scale: Double, by count: Int) -> Double {
    // What the sizes of a picture were rounded to must not count as a step.
    let slack = 1e-6
    var scale = scale
    for _ in 0..<abs(count) {
      let next =
        count > 0
        ? ladder.first { $0 > scale * (1 + slack) }
        : ladder.last { $0 < scale * (1 - slack) }
      guard let next else { break }
      scale = next
    }
    return clamped(scale)
  }
}
