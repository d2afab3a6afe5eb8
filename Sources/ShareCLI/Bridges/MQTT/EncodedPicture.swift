internal import ChannelBridge
private import Linux
internal import ShmChannel

/// A frame as a file for the network.
struct EncodedPicture {
  let meta: PictureMeta
  private let encoder: FollowEncoder

  /// - Throws: `Failure`; `FollowEncoder.Trouble.cut` for a frame that has changed meanwhile.
  init(
    _ frame: borrowing PinnedFrame, _ mark: PictureMark, _ encoding: PictureEncoding,
    of channel: ChannelName
  ) throws(FollowEncoder.Trouble) {
    let info = frame.info
    let size = encoding.size(ofWidth: info.width, height: info.height)
    var settings = FollowSettings(channel: channel)
    if size != (info.width, info.height) {
      settings.fit = FollowSettings.Size(width: size.width, height: size.height)
    }
    switch encoding.format {
    case .png: settings.format = .png
    case .jpeg(let quality, let hasFullColors):
      settings.format = .jpeg
      settings.quality = quality
      settings.hasFullColors = hasFullColors
    }
    encoder = FollowEncoder(settings)
    try encoder.encode(frame)
    let byteCount = encoder.bytes.count
    guard byteCount <= PictureMeta.maximumImageByteCount else {
      throw .failure(
        Failure(
          .undecodable,
          "channel \(channel): the picture has \(byteCount) bytes, and MQTT has room for "
            + "\(PictureMeta.maximumImageByteCount); make it smaller with --fit or --jpeg"))
    }
    meta = PictureMeta(
      mark: mark, byteCount: byteCount, type: encoding.type, width: size.width,
      height: size.height, title: info.title, time: info.publishedAt)
  }

  /// The file; the pointer ends with `body`.
  func withUnsafeBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R { try encoder.bytes.withUnsafeBytes(body) }
}
