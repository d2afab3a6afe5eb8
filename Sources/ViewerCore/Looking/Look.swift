package import Pixels

/// How a person has chosen to look at a channel's pictures; it outlives each of them.
package struct Look: Equatable, Sendable {
  /// How large a picture is when nobody has zoomed.
  package enum Fit: String, CaseIterable, Sendable {
    /// All of it in the window, but never above 100 %.
    case shrink
    /// As large as fits into the window.
    case fit
    /// As small as fills the window.
    case fill
    /// One pixel of the picture a pixel of the window.
    case none

    /// The one after it, as `s` goes round.
    package var next: Fit {
      switch self {
      case .shrink: .fit
      case .fit: .fill
      case .fill: .none
      case .none: .shrink
      }
    }
  }

  /// Where the scale comes from.
  package enum Scale: Equatable, Sendable {
    case fit(Fit)
    /// Pixels of the window for one of the picture, along each axis: `Zoom.range`.
    case zoom(Double)
  }

  /// A place in the picture as it is stored, in parts of its sides from 0 to 1.
  package struct Place: Equatable, Sendable {
    package var x: Double
    package var y: Double

    package static let middle = Place(x: 0.5, y: 0.5)
  }

  package var scale: Scale
  /// What is in the middle of the window, as far as the picture's edges let it be.
  package var centre = Place.middle
  package var orientation = Orientation.upright

  /// - Parameter fit: What `0` goes back to.
  package init(fit: Fit = .shrink) { scale = .fit(fit) }

  /// The same part of the picture for one of another size: zoomed in, a picture of twice as many
  /// columns and rows is shown at half the scale. Where the aspect differs, the areas count.
  package func adapted(from old: Size, to new: Size) -> Look {
    guard case .zoom(let zoom) = scale, old != new else { return self }
    var look = self
    let ratio = Double(old.width) * Double(old.height) / (Double(new.width) * Double(new.height))
    look.scale = .zoom(Zoom.clamped(zoom * ratio.squareRoot()))
    return look
  }
}
