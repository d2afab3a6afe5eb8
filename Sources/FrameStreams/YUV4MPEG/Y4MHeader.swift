/// The line that a YUV4MPEG2 stream begins with (yuv4mpeg(5) of mjpegtools).
package struct Y4MHeader: Hashable, Sendable {
  /// In pixels, 1 to 65,535.
  package let width: Int
  package let height: Int
  /// Frames a second as numerator and denominator; nil where the stream does not say.
  package let rate: StreamRate?
  package let colorSpace: Y4MColorSpace
  /// Whether frames hold two fields of different moments.
  package let isInterlaced: Bool
  /// Whether black is 0 and white the largest value, and not 16 and 235 of 255; nil: not said.
  package let isFullRange: Bool?

  static let magic = "YUV4MPEG2"

  /// - Parameter line: without its line feed.
  init(_ line: String) throws(StreamError) {
    var words = line.split(separator: " ")
    guard !words.isEmpty, words.removeFirst() == Self.magic else {
      throw .garbage(offset: 0, expected: "a YUV4MPEG2 stream")
    }
    var parameters: [Character: Substring] = [:]
    var extensions: [Substring] = []
    for word in words {
      guard let key = word.first else { continue }
      if key == "X" {
        extensions.append(word.dropFirst())
      } else {
        parameters[key] = word.dropFirst()
      }
    }
    width = try Self.side(parameters["W"], "width")
    height = try Self.side(parameters["H"], "height")
    rate = try parameters["F"].map(Self.rate) ?? nil
    colorSpace = try parameters["C"].map(Y4MColorSpace.init(parameter:)) ?? .default
    isInterlaced = parameters["I"].map { !["p", "?"].contains($0) } ?? false
    isFullRange = Self.isFullRange(extensions)
  }

  private static func side(_ text: Substring?, _ name: String) throws(StreamError) -> Int {
    guard let text else { throw .badHeader(offset: 0, what: "it has no \(name)") }
    guard let side = Int(text), (1...65_535).contains(side) else {
      throw .badHeader(offset: 0, what: "a \(name) of \(text)")
    }
    return side
  }

  /// `0:0` stands for an unknown rate.
  private static func rate(_ text: Substring) throws(StreamError) -> StreamRate? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let numerator = parts[0], let denominator = parts[1],
      (0...StreamRate.largest).contains(numerator),
      (0...StreamRate.largest).contains(denominator)
    else { throw .badHeader(offset: 0, what: "a frame rate of \(text)") }
    guard numerator > 0, denominator > 0 else { return nil }
    return StreamRate(numerator: numerator, denominator: denominator)
  }

  /// FFmpeg's extension.
  private static func isFullRange(_ extensions: [Substring]) -> Bool? {
    if extensions.contains("COLORRANGE=FULL") { return true }
    if extensions.contains("COLORRANGE=LIMITED") { return false }
    return nil
  }

  /// Bytes of a frame behind its marker.
  package var frameByteCount: Int {
    colorSpace.planes(width: width, height: height).reduce(0) { $0 + $1.byteCount }
  }
}
