extension Picture {
  /// The exact area mean in doubles: what a scaled picture is measured against.
  ///
  /// - Returns: three channels (red, green, blue) a pixel, from 0 to 255.
  package func areaMean(width newWidth: Int, height newHeight: Int) -> [Double] {
    let columns = Self.weights(from: width, to: newWidth)
    let rows = Self.weights(from: height, to: newHeight)
    var narrow = [Double](repeating: 0, count: newWidth * height * 3)
    for y in 0..<height {
      for (x, parts) in columns.enumerated() {
        let target = (y * newWidth + x) * 3
        for (source, weight) in parts {
          let pixel = pixels[y * width + source]
          narrow[target] += Double(pixel >> 16 & 0xFF) * weight
          narrow[target + 1] += Double(pixel >> 8 & 0xFF) * weight
          narrow[target + 2] += Double(pixel & 0xFF) * weight
        }
      }
    }
    var mean = [Double](repeating: 0, count: newWidth * newHeight * 3)
    for (y, parts) in rows.enumerated() {
      for (source, weight) in parts {
        for index in 0..<newWidth * 3 {
          mean[y * newWidth * 3 + index] += narrow[source * newWidth * 3 + index] * weight
        }
      }
    }
    return mean
  }

  /// For each new pixel, the old ones that it covers and each one's share of it.
  private static func weights(from old: Int, to new: Int) -> [[(source: Int, weight: Double)]] {
    let ratio = Double(old) / Double(new)
    return (0..<new).map { index in
      let (start, end) = (Double(index) * ratio, Double(index + 1) * ratio)
      return (Int(start)..<min(old, Int(end.rounded(.up)))).map { source in
        (source, (min(end, Double(source + 1)) - max(start, Double(source))) / ratio)
      }
    }
  }

  /// The channels as `areaMean` gives them.
  package var channels: [Double] {
    pixels.flatMap { [Double($0 >> 16 & 0xFF), Double($0 >> 8 & 0xFF), Double($0 & 0xFF)] }
  }
}
