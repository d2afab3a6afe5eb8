import Glibc

/// Pixels of a test: 0xAARRGGBB with straight alpha, top row first.
package struct Picture: Sendable {
  package var width: Int
  package var height: Int
  package var pixels: [UInt32]

  /// Fills `width * height` pixels, which are transparent black before.
  package init(width: Int, height: Int, _ fill: (UnsafeMutableBufferPointer<UInt32>) -> Void) {
    (self.width, self.height) = (width, height)
    pixels = [UInt32](repeating: 0, count: width * height)
    pixels.withUnsafeMutableBufferPointer { fill($0) }
  }

  /// Copies pixels that are in memory already, 32 bits each, in the order blue, green, red, alpha.
  package init(width: Int, height: Int, bgra: UnsafeRawBufferPointer) {
    self.init(width: width, height: height) { pixels in
      UnsafeMutableRawBufferPointer(pixels).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bgra.prefix(pixels.count * 4)))
    }
  }

  /// Asks for each pixel.
  package init(width: Int, height: Int, at pixel: (_ x: Int, _ y: Int) -> UInt32) {
    self.init(width: width, height: height) { pixels in
      for y in 0..<height {
        for x in 0..<width { pixels[y * width + x] = pixel(x, y) }
      }
    }
  }

  package subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

  /// The same without alpha, as a screen holds it.
  package var opaque: Picture {
    Picture(width: width, height: height) { target in
      for index in target.indices { target[index] = 0xFF00_0000 | pixels[index] }
    }
  }

  /// A part of it.
  package func part(_ part: XRectangle) -> Picture {
    Picture(width: part.width, height: part.height) { self[part.x + $0, part.y + $1] }
  }
}

extension Picture: Equatable {
  package static func == (a: Picture, b: Picture) -> Bool {
    a.width == b.width && a.height == b.height
      && a.pixels.withUnsafeBytes { a in
        b.pixels.withUnsafeBytes { b in
          guard let a0 = a.baseAddress, let b0 = b.baseAddress else { return a.count == b.count }
          return memcmp(a0, b0, a.count) == 0
        }
      }
  }
}

extension Picture: CustomStringConvertible {
  /// Short: a failed comparison shall not print a million numbers.
  package var description: String {
    "\(width)x\(height), first pixel \(pixels.first.map { String($0, radix: 16) } ?? "none")"
  }

  /// Where two pictures of one size first differ, for a report; nil when they are equal.
  package func difference(from other: Picture) -> String? {
    guard width == other.width, height == other.height else { return "\(self) is not \(other)" }
    guard self != other, let index = pixels.indices.first(where: { pixels[$0] != other.pixels[$0] })
    else { return nil }
    let values = [pixels[index], other.pixels[index]].map { String($0, radix: 16) }
    return "at (\(index % width), \(index / width)): \(values[0]), expected \(values[1])"
  }
}
