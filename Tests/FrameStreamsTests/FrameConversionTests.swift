import ShmChannel
import Testing

@testable import FrameStreams

/// Against the definitions of BT.601, BT.709 and BT.2020, computed in floating point; libyuv counts
/// with six bits of fraction.
@Suite struct FrameConversionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let matrix: YUVColors.Matrix
    let isFullRange: Bool
    var testDescription: String { "\(matrix.rawValue) \(isFullRange ? "full" : "limited")" }
  }

  static let cases = YUVColors.Matrix.allCases.flatMap { matrix in
    [true, false].map { Case(matrix: matrix, isFullRange: $0) }
  }

  /// Blue, green and red of samples of 8 bits.
  private func color(_ y: Int, _ u: Int, _ v: Int, _ colors: Case) -> [Int] {
    let (kr, kb): (Double, Double) =
      switch colors.matrix {
      case .bt601: (0.299, 0.114)
      case .bt709: (0.2126, 0.0722)
      case .bt2020: (0.2627, 0.0593)
      }
    let luma = colors.isFullRange ? Double(y) : Double(y - 16) * 255 / 219
    let scale = colors.isFullRange ? 1.0 : 255.0 / 224
    let (cb, cr) = (Double(u - 128) * scale, Double(v - 128) * scale)
    let red = luma + 2 * (1 - kr) * cr
    let blue = luma + 2 * (1 - kb) * cb
    let green = (luma - kr * red - kb * blue) / (1 - kr - kb)
    // libyuv keeps this one factor in a signed byte of 64ths, so that it is 2 where 2.02 (BT.601),
    // 2.11 (BT.709) or 2.14 (BT.2020) is right for the limited range.
    let libyuvBlue = luma + min(2 * (1 - kb) * scale, 2) * Double(u - 128)
    return [libyuvBlue, green, red].map { Int(min(max($0.rounded(), 0), 255)) }
  }

  private func convert(_ conversion: FrameConversion, _ frame: [UInt8]) -> [[Int]] {
    let stride = conversion.layout.rowStride + 4
    let layout = FrameLayout(
      width: conversion.width, height: conversion.height, format: conversion.layout.format,
      rowStride: stride)
    var pixels = [UInt8](repeating: 0xAB, count: stride * conversion.height)
    // An odd address, as in the middle of a pipe's bytes.
    ([0] + frame).withUnsafeBytes { bytes in
      pixels.withUnsafeMutableBytes { memory in
        conversion.convert(
          UnsafeRawBufferPointer(rebasing: bytes[1...]), into: memory, layout: layout)
      }
    }
    for y in 0..<conversion.height {
      #expect(pixels[(y + 1) * stride - 4..<(y + 1) * stride] == [0xAB, 0xAB, 0xAB, 0xAB])
    }
    return (0..<conversion.height).flatMap { y in
      (0..<conversion.width).map { x in
        (0..<4).map { Int(pixels[y * stride + x * 4 + $0]) }
      }
    }
  }

  private func header(_ space: String, _ width: Int, _ height: Int) throws -> Y4MHeader {
    try Y4MHeader("YUV4MPEG2 W\(width) H\(height) C\(space)")
  }

  /// Samples (y, u, v) that stay inside of the colours that there are.
  static let samples = [
    (16, 128, 128), (235, 128, 128), (126, 128, 128), (81, 90, 200), (145, 54, 80), (100, 160, 128),
    (180, 120, 140),
  ]

  private func expect(
    _ pixels: [[Int]], _ sample: (Int, Int, Int), _ colors: Case, _ name: String, within: Int = 2
  ) {
    let expected = color(sample.0, sample.1, sample.2, colors) + [255]
    for pixel in pixels {
      let isClose = zip(pixel, expected).allSatisfy { abs($0 - $1) <= within }
      #expect(isClose, "\(name) \(sample): \(pixel), not \(expected)")
      if !isClose { return }
    }
  }

  @Test("each colour space by each matrix and range", arguments: cases)
  func colorSpaces(_ colors: Case) throws {
    for space in [
      "420jpeg", "411", "422", "444", "420p10", "422p10", "444p10", "420p9", "422p12", "444p14",
      "420p16",
    ] {
      let header = try header(space, 9, 5)
      let conversion = FrameConversion(
        header, matrix: colors.matrix, isFullRange: colors.isFullRange)
      let planes = header.colorSpace.planes(width: 9, height: 5)
      let factor = 1 << (header.colorSpace.bitDepth - 8)
      for sample in Self.samples {
        var frame: [UInt8] = []
        for (plane, value) in zip(planes, [sample.0, sample.1, sample.2]) {
          let scaled = value * factor
          let bytes = factor > 1 ? [UInt8(scaled & 255), UInt8(scaled >> 8)] : [UInt8(value)]
          frame += (0..<plane.width * plane.height).flatMap { _ in bytes }
        }
        expect(convert(conversion, frame), sample, colors, space)
      }
    }
  }

  @Test("samples beyond the largest are the largest, and those of more bits the nearest of fewer")
  func deepEdges() throws {
    let conversion = FrameConversion(
      try header("mono12", 4, 1), matrix: .bt601, isFullRange: true)
    let samples = [7, 8, 4095, 65535]
    let pixels = convert(conversion, samples.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    #expect(pixels.map { $0[0] } == [0, 1, 255, 255])
  }

  @Test("luma alone, of 8 and of 10 bits, is gray", arguments: cases)
  func mono(_ colors: Case) throws {
    for value in [16, 77, 128, 235] {
      let eight = FrameConversion(
        try header("mono", 4, 3), matrix: colors.matrix, isFullRange: colors.isFullRange)
      let frame = [UInt8](repeating: UInt8(value), count: 12)
      expect(convert(eight, frame), (value, 128, 128), colors, "mono")
      let ten = FrameConversion(
        try header("mono10", 4, 3), matrix: colors.matrix, isFullRange: colors.isFullRange)
      // A quarter below is rounded up to the value.
      let sample = value * 4 - 1
      let deep = (0..<12).flatMap { _ in [UInt8(sample & 255), UInt8(sample >> 8)] }
      expect(convert(ten, deep), (value, 128, 128), colors, "mono10")
    }
  }

  @Test("4:1:1 chroma belongs to the four pixels above it, and to fewer at the edge")
  func chromaPlaces() throws {
    let conversion = FrameConversion(
      try header("411", 6, 1), matrix: .bt601, isFullRange: true)
    let pixels = convert(conversion, [128, 128, 128, 128, 128, 128, 100, 160, 128, 128])
    let colors = Case(matrix: .bt601, isFullRange: true)
    expect(Array(pixels[0..<4]), (128, 100, 128), colors, "left")
    expect(Array(pixels[4..<6]), (128, 160, 128), colors, "right")
  }

  @Test("4:4:4 with alpha is BGRA, straight")
  func alpha() throws {
    let conversion = FrameConversion(
      try header("444alpha", 3, 2), matrix: .bt601, isFullRange: true)
    #expect(conversion.layout.format == .bgra)
    let planes: [(UInt8)] = [200, 128, 128, 77]
    let pixels = convert(conversion, planes.flatMap { [UInt8](repeating: $0, count: 6) })
    #expect(pixels.allSatisfy { $0 == [200, 200, 200, 77] })
  }

  @Test("packed and planar samples that are luma and chroma", arguments: cases)
  func rawYUV(_ colors: Case) throws {
    for (y, u, v) in Self.samples {
      let (luma, blue, red) = (UInt8(y), UInt8(u), UInt8(v))
      let planes: [(String, [UInt8])] = [
        ("i420:5x3", repeated([luma], 15) + repeated([blue], 6) + repeated([red], 6)),
        ("nv12:5x3", repeated([luma], 15) + repeated([blue, red], 6)),
        ("nv21:5x3", repeated([luma], 15) + repeated([red, blue], 6)),
        ("yuyv:5x3", repeated([luma, blue, luma, red], 9)),
        ("uyvy:5x3", repeated([blue, luma, red, luma], 9)),
        ("p010:5x3", repeated([0, luma], 15) + repeated([0, blue, 0, red], 6)),
      ]
      for (text, frame) in planes {
        let layout = try RawLayout(text)
        #expect(layout.byteCount == frame.count, "\(text)")
        let conversion = FrameConversion(
          layout, matrix: colors.matrix, isFullRange: colors.isFullRange)
        expect(convert(conversion, frame), (y, u, v), colors, text)
      }
    }
  }

  private func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    (0..<count).flatMap { _ in bytes }
  }

  @Test("without a word: BT.601 below 720 rows, BT.709 from there on, limited")
  func usual() throws {
    #expect(YUVColors.usualMatrix(height: 719) == .bt601)
    #expect(YUVColors.usualMatrix(height: 720) == .bt709)
    let conversion = FrameConversion(try header("mono", 2, 1), matrix: nil, isFullRange: nil)
    #expect(convert(conversion, [16, 235]).map { $0[0] } == [0, 255])
  }
}
