import FrameStreams
import ShmChannel
import Testing

/// Frames without a header whose samples stay as they are.
@Suite struct SampleCopyTests {
  private static let (width, height) = (5, 3)

  /// Bytes of which no two are the same, and what becomes of them.
  private static func convert(_ text: String) throws -> (frame: [UInt8], FrameLayout, [UInt8]) {
    let raw = try RawLayout(text)
    let frame = (0..<raw.byteCount).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 >> 8) }
    let conversion = FrameConversion(raw, matrix: nil, isFullRange: nil)
    var pixels = [UInt8](repeating: 0xAB, count: conversion.layout.byteCount)
    // An odd address, as in the middle of a pipe's bytes.
    ([0] + frame).withUnsafeBytes { bytes in
      pixels.withUnsafeMutableBytes { memory in
        conversion.convert(
          UnsafeRawBufferPointer(rebasing: bytes[1...]), into: memory, layout: conversion.layout)
      }
    }
    return (frame, conversion.layout, pixels)
  }

  @Test("every format of frames stays what it is", arguments: PixelFormat.allCases)
  func whole(_ format: PixelFormat) throws {
    for padding in [0, 8] {
      let stride = Self.width * format.columnByteCount + padding
      let (frame, layout, pixels) = try Self.convert(
        "\(format.name):\(Self.width)x\(Self.height):\(stride)")
      #expect(
        layout
          == FrameLayout(width: Self.width, height: Self.height, format: format, rowStride: stride))
      guard format == .bgrx else {
        #expect(pixels == frame)
        continue
      }
      for y in 0..<Self.height {
        for x in 0..<Self.width {
          let place = layout.offset(x: x, y: y)
          #expect(pixels[place..<place + 4].elementsEqual(frame[place..<place + 3] + [255]))
        }
      }
    }
  }

  @Test("rows whose distance a frame cannot have move together")
  func odd() throws {
    let (frame, layout, pixels) = try Self.convert("bgra:5x3:23")
    #expect(layout.rowStride == 20)
    for y in 0..<3 { #expect(pixels[y * 20..<y * 20 + 20] == frame[y * 23..<y * 23 + 20][...]) }
  }

  @Test(
    "FFmpeg's planes of green, blue, red and alpha come into a frame's order",
    arguments: [
      ("gbrp", "rgb24-planar"), ("gbrap", "rgba-planar"), ("gbrp16le", "rgb48le-planar"),
      ("gbrap16le", "rgba64le-planar"), ("gbrpf32le", "rgbf32le-planar"),
      ("gbrapf32le", "rgbaf32le-planar"),
    ])
  func greenFirst(_ name: String, _ expected: String) throws {
    let (frame, layout, pixels) = try Self.convert("\(name):5x3")
    #expect(layout.format.name == expected)
    let count = layout.planeByteCount
    for (plane, place) in [2, 0, 1, 3].prefix(layout.format.planeCount).enumerated() {
      #expect(
        pixels[plane * count..<(plane + 1) * count].elementsEqual(
          frame[place * count..<(place + 1) * count]))
    }
  }
}
