package import Pixels

/// A still picture as a screen shows it.
package struct DisplayPicture: ~Copyable {
  /// Upright, in sRGB, with straight alpha.
  package let bitmap: Bitmap
  /// What has become of the file's profile; nil where it has none.
  package let profile: ProfileFate?

  init(_ bitmap: consuming Bitmap, profile: ProfileFate?) {
    self.bitmap = bitmap
    self.profile = profile
  }

  /// The picture without what is known of it.
  consuming func alone() -> Bitmap { bitmap }
}
