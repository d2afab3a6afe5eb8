private import ImageEncoding
internal import ShmChannel

extension Save {
  func encode(_ frame: borrowing PinnedFrame) throws(ChannelError) -> [UInt8] { [] }
}
