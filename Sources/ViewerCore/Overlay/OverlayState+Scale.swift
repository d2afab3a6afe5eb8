import Pixels
package import ShmChannel

/// What tells the tones of a frame.
extension OverlayState {
  /// What is wanted of a frame; nil for nothing.
  package func scaleQuestion(
    of frame: FrameInfo, in view: View, _ tones: Tones
  ) -> ScaleQuestion? {
    guard showsColorBar || showsHistogram || tellsFoundRange(of: frame, tones),
      let part = view.storedPart
    else { return nil }
    return ScaleQuestion(
      frame: FrameKey(channel: frame.channelID, generation: frame.generation),
      // The bar and the range are the same whatever part is seen.
      part: showsHistogram ? part : PixelRect(x: 0, y: 0, width: 0, height: 0), tones: tones,
      wantsBar: showsColorBar, wantsHistogram: showsHistogram)
  }

  /// Whether `i` tells a range that is known only once all of the picture has been looked at.
  private func tellsFoundRange(of frame: FrameInfo, _ tones: Tones) -> Bool {
    switch tones.range(for: frame.format.sample) {
    case .auto, .robust: showsInformation
    case .fixed, nil: false
    }
  }

  /// What has to be found out before the overlay can be drawn.
  package func missingScale(
    of frame: FrameInfo, in view: View, _ tones: Tones
  ) -> ScaleQuestion? {
    guard helpPage == nil, let question = scaleQuestion(of: frame, in: view, tones),
      !scales.contains(question)
    else { return nil }
    return question
  }
}
