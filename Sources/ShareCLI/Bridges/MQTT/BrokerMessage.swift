internal import ChannelBridge
internal import Linux

/// A message as it came.
struct BrokerMessage {
  /// What it holds.
  enum Payload {
    case bytes([UInt8])
    case picture(PictureFile)
    /// The picture found no room.
    case failed(SystemError)
  }

  let topic: String
  let payload: Payload
  let byteCount: Int
  let isRetained: Bool
  /// Which picture it is, where its properties say so.
  let mark: PictureMark?
}
