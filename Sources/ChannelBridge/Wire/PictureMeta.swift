/// What the payload of `meta` says of the picture in `image`.
package struct PictureMeta: Equatable, Sendable {
  /// The media type of the picture's file.
  package enum MediaType: String, Sendable {
    case jpeg = "image/jpeg"
    case png = "image/png"
  }

  package let mark: PictureMark
  /// Of the payload of `image`.
  package let byteCount: Int
  package let type: MediaType
  package let width: Int
  package let height: Int
  package let title: String
  /// When the picture was published in its channel, since 1970.
  package let time: Duration

  package init(
    mark: PictureMark, byteCount: Int, type: MediaType, width: Int, height: Int, title: String,
    time: Duration
  ) {
    self.mark = mark
    self.byteCount = byteCount
    self.type = type
    self.width = width
    self.height = height
    self.title = title
    self.time = time
  }

  /// What is said of a newer picture than the one that was meant, until its own `meta` comes.
  package func renumbered(_ mark: PictureMark, _ byteCount: Int) -> PictureMeta {
    PictureMeta(
      mark: mark, byteCount: byteCount, type: type, width: width, height: height, title: title,
      time: time)
  }

  /// Of the format.
  package static let version = 1
  /// The most bytes that a payload of `meta` has.
  package static let maximumByteCount = 16_384
  /// The most bytes that a packet's contents have: MQTT 5.0, 1.5.5.
  package static let maximumImageByteCount = 268_435_455
  static let sides = 1...65_535
}
