import ImageDecoding
import ShmChannel
import TestSupport
import Testing

/// Radiance's pictures.
@Suite struct HDRTests {
  @Test("Radiance HDR, by runs and without, from any corner")
  func hdr() throws {
    // The exponent 136 is 2 to the 0th.
    let second: [[Double]] = (0..<8).map { [Double($0), 0, 255] }
    let first = [[Double]](repeating: [1, 0.5, 0.25], count: 8)
    try expectNumbers(NumberFiles.runs, "rgbf32le", 8, 2, Array((first + second).joined()))
    let head = "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n"
    let pixels: [UInt8] = [1, 2, 3, 136, 4, 5, 6, 136, 7, 8, 9, 136, 0, 0, 0, 0]
    let (a, b, c, d): ([Double], [Double], [Double], [Double]) = (
      [1, 2, 3], [4, 5, 6], [7, 8, 9], [0, 0, 0]
    )
    for (resolution, expected) in [
      ("-Y 2 +X 2", a + b + c + d), ("+Y 2 +X 2", c + d + a + b), ("-Y 2 -X 2", b + a + d + c),
      ("+X 2 -Y 2", a + c + b + d), ("-X 2 +Y 2", d + b + c + a),
    ] {
      try expectNumbers(
        Array((head + resolution + "\n").utf8) + pixels, "rgbf32le", 2, 2, expected,
        "\(resolution)")
    }
    let lines = (head + "-Y 2 +X 2\n").replacing("\n", with: "\r\n")
    try expectNumbers(Array(lines.utf8) + pixels, "rgbf32le", 2, 2, a + b + c + d)
    // The older runs: the pixel before comes twice more.
    let old: [UInt8] = [9, 8, 7, 136, 1, 1, 1, 2]
    try expectNumbers(
      Array((head + "-Y 1 +X 3\n").utf8) + old, "rgbf32le", 3, 1, [9, 8, 7, 9, 8, 7, 9, 8, 7])
    #expect(throws: DecodingError.unsupported(.hdr, "colors other than RGB")) {
      try numbers(
        Array("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 2 +X 2\n".utf8) + pixels)
    }
    for count in [20, NumberFiles.runs.count - 1] {
      #expect(throws: DecodingError.truncated(.hdr)) {
        try numbers(Array(NumberFiles.runs[..<count]))
      }
    }
  }
}
