internal import ImageEncoding
internal import Pixels
internal import ShmChannel

/// What a person is told of a picture whose range shows next to nothing of it.
enum RangeAdvice {
  /// Nil where there is something to see.
  ///
  /// - Parameter tones: how it is shown where a viewer does not choose otherwise.
  static func words(
    for pixels: RawSpan, _ layout: FrameLayout, _ tones: DisplayTones
  ) -> String? {
    let range = tones.range ?? layout.format.sample.range
    guard layout.format.sample != .uint8,
      let miss = RangeMiss(of: range, tones.transfer, in: pixels, layout: layout)
    else { return nil }
    if range == .words, miss == .dark,
      let most = SampleSurvey.largest(of: pixels, layout: layout), most < 4_096
    {
      // Cameras and sensors count to a power of two.
      let end = (8...12).map { 1 << $0 - 1 }.first { Float($0) >= most } ?? 4_095
      return "samples up to \(SampleRange.text(most)) of 65535; --range 0:\(end) shows them"
    }
    let looks =
      switch miss {
      case .dark: "black"
      case .bright: "white"
      case .beyond: "black or white"
      }
    return "nearly all of it is shown as \(looks); --range robust shows more"
  }
}
