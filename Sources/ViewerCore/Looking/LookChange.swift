import Pixels

/// One thing that a person changes about how a picture is looked at.
package enum LookChange: Equatable, Sendable {
  /// Steps of the ladder; a negative number makes the picture smaller.
  case zoom(by: Int)
  /// One pixel of the picture a pixel of the window.
  case actualSize
  case fit(Look.Fit)
  case nextFit
  /// Shows what lies further in that direction, by a tenth of the window.
  case pan(Direction)
  /// Quarters clockwise.
  case turn(quarters: Int)
  case mirrorSideways
  case mirrorUpDown

  /// Whether it is to look closer at a picture: nothing while there is none.
  package var looksCloser: Bool {
    switch self {
    case .zoom, .actualSize, .pan: true
    case .fit, .nextFit, .turn, .mirrorSideways, .mirrorUpDown: false
    }
  }

  /// Whether it makes the picture as large as the window has it: to look closer, if that is larger.
  package var fits: Bool {
    switch self {
    case .fit, .nextFit: true
    case .zoom, .actualSize, .pan, .turn, .mirrorSideways, .mirrorUpDown: false
    }
  }

  /// Where there is more of the picture to see.
  package enum Direction: CaseIterable, Sendable { case left, right, up, down }
}

extension View {
  /// The look that a change leads to.
  ///
  /// - Parameter point: What stays where it is in the window while the scale changes.
  package func look(after change: LookChange, at point: Point) -> Look {
    switch change {
    case .zoom(let steps): return zoomed(by: steps, atX: point.x, y: point.y)
    case .actualSize: return atActualSize(keeping: point)
    case .fit(let fit): return fitted(fit)
    case .nextFit: return fitted(nextFit)
    case .pan(let direction):
      let (x, y) = step(towards: direction)
      return panned(x: x, y: y)
    case .turn(let quarters): return turned(quarters: quarters)
    case .mirrorSideways: return mirroredSideways
    case .mirrorUpDown: return mirroredUpDown
    }
  }

  /// Whether there is anything to do: a picture that is seen from edge to edge cannot be panned.
  package func allows(_ change: LookChange) -> Bool {
    switch change {
    case .pan(.left), .pan(.right): picture.width > window.width
    case .pan(.up), .pan(.down): picture.height > window.height
    default: true
    }
  }

  /// 100 % as a fit, not as a zoom: pictures of other sizes are then seen at 100 % as well.
  private func atActualSize(keeping point: Point) -> Look {
    var look = zoomed(to: 1, atX: point.x, y: point.y)
    look.scale = .fit(.none)
    return look
  }

  /// What comes after the present way to fit the picture into the window.
  package var nextFit: Look.Fit {
    guard case .fit(let fit) = look.scale else { return .shrink }
    return fit.next
  }

  private func step(towards direction: LookChange.Direction) -> (x: Int, y: Int) {
    let (x, y) = (max(1, window.width / 10), max(1, window.height / 10))
    return switch direction {
    case .left: (x, 0)
    case .right: (-x, 0)
    case .up: (0, y)
    case .down: (0, -y)
    }
  }
}
