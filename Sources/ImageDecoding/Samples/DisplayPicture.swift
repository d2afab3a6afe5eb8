package import Pixels

/// A still picture as a screen shows it.
package struct DisplayPicture: ~Copyable {
  /// Upright, in sRGB, with straight alpha.
  package let bitmap: Bitmap
  /// What has become of the file's colours, for people; nil where there is nothing to say.
  package let remark: String?

  init(_ bitmap: consuming Bitmap, remark: String?) {
    self.bitmap = bitmap
    self.remark = remark
  }

  /// The picture without the remark.
  consuming func alone() -> Bitmap { bitmap }
}
