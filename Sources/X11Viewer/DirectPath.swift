import CX11
import Pixels
import ShmChannel

/// Puts a frame from the publisher's own memory: the X server has the frame's file attached, and the
/// viewer touches no pixel.
final class DirectPath {
  private struct FileKey: Hashable {
    let channel: ChannelID
    let serial: Serial
  }

  private let window: Window
  private var attachments: [FileKey: Attachment] = [:]

  /// A path into that window.
  init(to window: Window) { self.window = window }

  /// Whether the server can show the scene as the frame's bytes are.
  static func suits(_ scene: Scene) -> Bool {
    let info = scene.pin.frame.info
    return scene.view.isUnscaled && info.format == .bgrx
      && info.rowStride <= Attachment.longestRowStride
      && FrameInfo.pixelOffset + info.byteCount <= Int(UInt32.max)  // offsets have 32 bits
  }

  /// Puts the visible part; the returned serial names the completion.
  func put(_ scene: Scene) throws(SceneError) -> UInt {
    // The server would show zeros in place of what is gone.
    if scene.pin.isCutShort { throw .truncated }
    let attachment = try attachment(of: scene.pin)
    let visible = scene.view.visible
    // First, so that no moment shows the new picture beside the rest of the old one.
    window.fill(scene.view.bars, Window.barColour)
    return attachment.put(
      scene.view.crop, ofRowsAt: FrameInfo.pixelOffset, rowStride: scene.pin.frame.info.rowStride,
      to: window.id, at: (visible.x, visible.y), context: window.context, completes: true)
  }

  /// Detaches the frame's file, so that the next put attaches it anew.
  func drop(_ pin: Pin) {
    attachments[Self.key(pin)] = nil
  }

  /// Detaches the files that publishers have deleted, and those of a channel that was made anew.
  func dropStale(channel: ChannelID?, isUnlinked: (Serial) -> Bool) {
    attachments = attachments.filter { key, _ in
      key.channel == channel && !isUnlinked(key.serial)
    }
  }

  private func attachment(of pin: Pin) throws(SceneError) -> Attachment {
    let key = Self.key(pin)
    if let known = attachments[key] { return known }
    do {
      let attachment = try Attachment(of: pin.frame.descriptor, at: window.display)
      attachments[key] = attachment
      return attachment
    } catch {
      throw .resources("\(error)")
    }
  }

  private static func key(_ pin: Pin) -> FileKey {
    FileKey(channel: pin.frame.info.channelID, serial: pin.frame.info.serial)
  }
}
