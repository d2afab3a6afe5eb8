internal import ImageDecoding

/// What the frames of a picture file say beside its pixels (docs/PROTOCOL.md, "Details").
struct PictureDetails {
  /// Where it comes from, as a line; nil for nothing.
  var origin: String?
  /// What a camera says of it.
  var camera = CameraDetails()
  /// What has become of its profile; nil where it has none.
  var profile: ProfileFate?

  /// Where it comes from is first, since what does not fit is cut off at the end.
  var text: String {
    [origin, camera.text, profile?.line].compactMap(\.self).filter { !$0.isEmpty }
      .joined(separator: "\n")
  }
}
