import CX11
import Pixels
import ShmChannel
import ViewerCore

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
  ///
  /// The server maps the whole file, and where that is cut, as much memory of its own: a server dies of
  /// a file that was larger than the machine's memory.
  static func suits(_ scene: Scene) -> Bool {
    scene.overlay == nil && scene.view.isUnscaled && suits(scene.pin)
  }

  /// Whether the server can show the frame's bytes, seen at 100 % and with nothing over them.
  static func suits(_ pin: Pin) -> Bool {
    let info = pin.frame.info
    return info.format == .bgrx && info.rowStride <= Attachment.longestRowStride
      && FrameInfo.pixelOffset + info.byteCount <= Int(UInt32.max)  // offsets have 32 bits
      && !pin.isOverlong
  }

  /// Puts the visible part, with bars in the rest of an area that it lies in.
  ///
  /// - Parameter sparesMemory: whether the server makes no pixmap for that; for a moment the bars are
  ///   seen without the picture then.
  /// - Returns: the serial of the last request, which an event will name.
  func put(_ scene: Scene, area: PixelRect, sparesMemory: Bool) throws(SceneError) -> UInt {
    // The server would show zeros in place of what is gone.
    if scene.pin.isCutShort { throw .truncated }
    let attachment = try attachment(of: scene.pin)
    let visible = scene.view.visible
    if area != visible && !sparesMemory { return put(scene, attachment, through: area) }
    window.fill(area.subtracting(visible), Window.barColour)
    return put(scene, attachment, to: window.id, at: (visible.x, visible.y), completes: true)
  }

  /// Draws the area aside, so that one request changes the window: nobody sees the bars of one
  /// picture beside the rest of another.
  private func put(_ scene: Scene, _ attachment: Attachment, through area: PixelRect) -> UInt {
    let display = window.display
    let visible = scene.view.visible.from(x: area.x, y: area.y)
    window.withPixmap(of: Size(area)) { pixmap in
      window.fill(PixelRect(Size(area)).subtracting(visible), Window.barColour, in: pixmap)
      _ = put(scene, attachment, to: pixmap, at: (visible.x, visible.y), completes: false)
      XCopyArea(
        display.connection, pixmap, window.id, window.context, 0, 0, CUnsignedInt(area.width),
        CUnsignedInt(area.height), CInt(area.x), CInt(area.y))
    }
    defer { window.sendFence() }
    return display.lastSerial
  }

  private func put(
    _ scene: Scene, _ attachment: Attachment, to drawable: Drawable, at place: (x: Int, y: Int),
    completes: Bool
  ) -> UInt {
    attachment.put(
      scene.view.crop, ofRowsAt: FrameInfo.pixelOffset, rowStride: scene.pin.frame.info.rowStride,
      to: drawable, at: place, context: window.context, completes: completes)
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
