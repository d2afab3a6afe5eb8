import Pixels
import ShmChannel

/// The exact mean over what each pixel of a smaller picture covers: plain, slow, and sure.
struct AreaMean {
  let width: Int
  let height: Int
  private var values: [SIMD4<Double>] = []

  init(of picture: StridedPicture, width: Int, height: Int) {
    self.width = width
    self.height = height
    let columns = (0..<width).map { AreaMean.overlaps($0, of: width, picture.layout.width) }
    let rows = (0..<height).map { AreaMean.overlaps($0, of: height, picture.layout.height) }
    for row in rows {
      for column in columns {
        var sum = SIMD4<Double>()
        for (y, weightY) in row {
          for (x, weightX) in column { sum += channels(picture[x, y]) * (weightX * weightY) }
        }
        values.append(sum)
      }
    }
  }

  subscript(x: Int, y: Int) -> SIMD4<Double> { values[y * width + x] }

  /// The share of each source pixel under pixel `index` of `length`.
  private static func overlaps(
    _ index: Int, of length: Int, _ sourceLength: Int
  ) -> [(Int, Double)] {
    let step = Double(sourceLength) / Double(length)
    let (low, high) = (Double(index) * step, Double(index + 1) * step)
    return (Int(low)..<min(Int(high.rounded(.up)), sourceLength)).map { pixel in
      (pixel, (min(high, Double(pixel + 1)) - max(low, Double(pixel))) / step)
    }
  }

  /// How far `picture` is from this in blue, green and red: the root mean square, and the most.
  func difference(from picture: StridedPicture) -> (rms: Double, most: Double) {
    var squares = 0.0
    var most = 0.0
    for y in 0..<height {
      for x in 0..<width {
        var difference = channels(picture[x, y]) - self[x, y]
        difference.w = 0
        squares += (difference * difference).sum()
        most = max(most, difference.max(), -difference.min())
      }
    }
    return ((squares / Double(width * height * 3)).squareRoot(), most)
  }

  /// The greatest less the least blue.
  var contrast: Double {
    let blues = values.map(\.x)
    return (blues.max() ?? 0) - (blues.min() ?? 0)
  }
}
