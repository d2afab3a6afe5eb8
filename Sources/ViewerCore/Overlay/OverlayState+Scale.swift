import Pixels
package import ShmChannel

/// What tells the tones of a frame.
extension OverlayState {
  /// What is wanted of a frame; nil for nothing.
  package func scaleQuestion(
    of frame: FrameInfo, in view: View, _ tones: Tones
  ) -> ScaleQuestion? {
    guard showsColorBar || showsHistogram, let part = view.storedPart else { return nil }
    return ScaleQuestion(
      frame: FrameKey(channel: frame.channelID, generation: frame.generation),
      // The bar is the same whatever part is seen.
      part: showsHistogram ? part : PixelRect(x: 0, y: 0, width: 0, height: 0), tones: tones,
      wantsBar: showsColorBar, wantsHistogram: showsHistogram)
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
