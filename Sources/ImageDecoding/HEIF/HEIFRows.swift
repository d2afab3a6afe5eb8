internal import Pixels

/// Draws a picture of luma and chroma, row by row.
struct HEIFRows {
  /// Chroma brought to the size of luma: between two samples in ratio 3 to 1, as for JPEG.
  private struct Chroma {
    private let plane: HEIFImage.Plane
    private let isHalfWidth: Bool
    private let isHalfHeight: Bool
    private var near: [Int32]
    private var far: [Int32]

    init(_ plane: HEIFImage.Plane, luma: HEIFImage.Plane) {
      self.plane = plane
      isHalfWidth = plane.width < luma.width
      isHalfHeight = plane.height < luma.height
      near = [Int32](repeating: 0, count: plane.width)
      far = near
    }

    mutating func read(_ row: Int, into samples: inout [Int32]) {
      plane.read(isHalfHeight ? row / 2 : row, into: &near)
      // What each sample counts for in all: 4 where it is mixed with one of another row.
      var weight: Int32 = 1
      if isHalfHeight {
        let other = row % 2 == 0 ? row / 2 - 1 : row / 2 + 1
        plane.read(max(0, other), into: &far)
        for column in near.indices { near[column] = 3 * near[column] + far[column] }
        weight = 4
      }
      let last = near.count - 1
      for column in samples.indices {
        let sum: Int32
        if isHalfWidth {
          let place = min(column / 2, last)
          let other = column % 2 == 0 ? max(0, place - 1) : min(last, place + 1)
          sum = (3 * near[place] + near[other] + weight * 2) / (weight * 4)
        } else {
          sum = (near[min(column, last)] + weight / 2) / weight
        }
        samples[column] = sum
      }
    }
  }

  private let luma: HEIFImage.Plane
  private let tables: HEIFTables
  private var blue: Chroma?
  private var red: Chroma?
  private let alpha: HEIFImage.Plane?
  /// Whether a pixel was like memory of zeros that nothing was decoded to.
  private(set) var mayBeUnwritten = false

  /// - Returns: nil when planes lack, or do not suit one another.
  init?(_ image: borrowing HEIFImage, _ colors: HEIFColors) {
    guard let luma = image.first, luma.depth <= 12 else { return nil }
    self.luma = luma
    tables = HEIFTables(colors, depth: luma.depth)
    if let blue = image.second, let red = image.third {
      guard blue.depth == luma.depth, red.depth == luma.depth, blue.width == red.width,
        blue.height == red.height
      else { return nil }
      self.blue = Chroma(blue, luma: luma)
      self.red = Chroma(red, luma: luma)
    }
    alpha = image.alpha
    if let alpha, alpha.width != luma.width || alpha.height != luma.height { return nil }
  }

  var size: PixelRect { PixelRect(x: 0, y: 0, width: luma.width, height: luma.height) }
  var hasAlpha: Bool { alpha != nil }

  /// - Parameter pixels: as many as the picture has.
  mutating func draw(into pixels: UnsafeMutableBufferPointer<UInt32>) {
    let width = luma.width
    var (y, cb, cr, a) = (
      [Int32](repeating: 0, count: width), [Int32](repeating: 0, count: width),
      [Int32](repeating: 0, count: width), [Int32](repeating: 0, count: width)
    )
    for row in 0..<luma.height {
      let target = unsafe UnsafeMutableBufferPointer(
        rebasing: pixels[(row * width)...].prefix(width))
      luma.read(row, into: &y)
      blue?.read(row, into: &cb)
      red?.read(row, into: &cr)
      unsafe write(y, cb, cr, to: target)
      guard let alpha else { continue }
      alpha.read(row, into: &a)
      let highest = Int32(1 << alpha.depth - 1)
      for column in 0..<width {
        mayBeUnwritten = mayBeUnwritten || a[column] == 0
        let opacity = UInt32((min(a[column], highest) * 255 + highest / 2) / highest)
        unsafe target[column] = target[column] & 0xFF_FFFF | opacity << 24
      }
    }
  }

  private mutating func write(
    _ y: [Int32], _ cb: [Int32], _ cr: [Int32], to target: UnsafeMutableBufferPointer<UInt32>
  ) {
    // Without color, cb and cr are zeros.
    var isSuspect = false
    if blue == nil {
      for column in y.indices {
        isSuspect = isSuspect || y[column] == 0
        unsafe target[column] = 0xFF00_0000 | tables.gray(Int(y[column]))
      }
    } else {
      for column in y.indices {
        isSuspect = isSuspect || y[column] | cb[column] | cr[column] == 0
        unsafe target[column] =
          0xFF00_0000 | tables.pixel(Int(y[column]), Int(cb[column]), Int(cr[column]))
      }
    }
    mayBeUnwritten = mayBeUnwritten || isSuspect
  }
}
