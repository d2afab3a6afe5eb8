extension Orientation {
  /// What putting the picture upright does to it: first a flip from top to bottom, or none, then
  /// so many clockwise quarter turns, 0 to 3.
  var flipAndQuarters: (isFlipped: Bool, quarters: Int) {
    switch self {
    case .upright: (false, 0)
    case .quarterClockwise: (false, 1)
    case .upsideDown: (false, 2)
    case .quarterCounterclockwise: (false, 3)
    case .flipped: (true, 0)
    case .transposed: (true, 1)
    case .mirrored: (true, 2)
    case .transversed: (true, 3)
    }
  }

  /// The orientation that a flip, or none, and any number of clockwise quarter turns undo.
  init(isFlipped: Bool, quarters: Int) {
    let turns: [Orientation] =
      isFlipped
      ? [.flipped, .transposed, .mirrored, .transversed]
      : [.upright, .quarterClockwise, .upsideDown, .quarterCounterclockwise]
    self = turns[((quarters % 4) + 4) % 4]
  }

  /// As this, and then so many clockwise quarter turns more (anticlockwise if negative).
  package func turned(quarters: Int) -> Orientation {
    let (isFlipped, before) = flipAndQuarters
    return Orientation(isFlipped: isFlipped, quarters: before + quarters)
  }

  /// As this, and then what is left on the right.
  package var mirroredSideways: Orientation {
    let (isFlipped, quarters) = flipAndQuarters
    return Orientation(isFlipped: !isFlipped, quarters: 2 - quarters)
  }

  /// As this, and then what is at the top at the bottom.
  package var mirroredUpDown: Orientation {
    let (isFlipped, quarters) = flipAndQuarters
    return Orientation(isFlipped: !isFlipped, quarters: -quarters)
  }

  /// The place in the picture as it is stored of a place in the picture as it is seen.
  ///
  /// Both count from the top left corner of their picture, in parts of its sides from 0 to 1.
  package func stored(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let (isFlipped, quarters) = flipAndQuarters
    let (sourceX, sourceY) =
      switch quarters {
      case 0: (x, y)
      case 1: (y, 1 - x)
      case 2: (1 - x, 1 - y)
      default: (1 - y, x)
      }
    return (sourceX, isFlipped ? 1 - sourceY : sourceY)
  }

  /// The place in the picture as it is seen of a place in the picture as it is stored.
  package func seen(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let (isFlipped, quarters) = flipAndQuarters
    let y = isFlipped ? 1 - y : y
    return switch quarters {
    case 0: (x, y)
    case 1: (1 - y, x)
    case 2: (1 - x, 1 - y)
    default: (y, 1 - x)
    }
  }

  /// The pixels of the stored picture that `part` of the seen one shows.
  ///
  /// - Parameters:
  ///   - width: Columns of the picture as it is seen.
  ///   - height: Its rows.
  package func stored(_ part: PixelRect, width: Int, height: Int) -> PixelRect {
    let (isFlipped, quarters) = flipAndQuarters
    var stored =
      switch quarters {
      case 0: part
      case 1:
        PixelRect(x: part.y, y: width - part.maxX, width: part.height, height: part.width)
      case 2:
        PixelRect(
          x: width - part.maxX, y: height - part.maxY, width: part.width, height: part.height)
      default:
        PixelRect(x: height - part.maxY, y: part.x, width: part.height, height: part.width)
      }
    if isFlipped {
      let rows = swapsSides ? width : height
      stored.y = rows - stored.maxY
    }
    return stored
  }
}
