import Composing
import CX11
import Pixels
import ShmChannel
import ViewerCore

/// Puts a frame from the publisher's own memory: the X server has the frame's file attached, and
/// the viewer touches no pixel.
final class DirectPath: PutPath {
  private struct FileKey: Hashable {
    let channel: ChannelID
    let serial: Serial
  }

  let kind = PathKind.direct

  private let window: Canvas
  private var attachments: [FileKey: Attachment] = [:]

  /// A path into that window.
  init(to window: Canvas) { self.window = window }

  /// Whether the server can show the scene as the frame's bytes are.
  ///
  /// The server maps the whole file, and where that is cut, as much memory of its own: a server
  /// dies of a file that was larger than the machine's memory.
  func suits(_ request: DrawRequest) -> Bool {
    Self.takesFrames(window) && request.scene.isAsStored && request.file != .overlong
      && Self.canAddress(request.scene.pin.frame.info)
  }

  /// Whether the server can show the frame's bytes, seen at 100 % and with nothing over them.
  static func suits(_ pin: Pin, in window: Canvas) -> Bool {
    takesFrames(window) && pin.mapping(Tones()).showsAsStored
      && pin.extent != .overlong
      && canAddress(pin.frame.info)
  }

  /// Whether rows of a frame can be rows of the window.
  private static func takesFrames(_ window: Canvas) -> Bool {
    window.format.takesDisplayRows && window.rotation == .upright && window.colours == nil
  }

  private static func canAddress(_ info: FrameInfo) -> Bool {
    info.rowStride / info.format.pixelByteCount <= Attachment.mostColumns
      && FrameInfo.pixelOffset + info.byteCount <= Int(UInt32.max)  // offsets have 32 bits
  }

  /// Puts the visible part, with bars in the rest of the area, through a pixmap unless all is drawn
  /// into one anyway. At a retry the server makes none, and for a moment the bars are seen without
  /// the picture.
  func put(_ request: DrawRequest) throws(SceneError) -> Ticket {
    let (scene, area) = (request.scene, request.area)
    let first = window.display.lastSerial + 1
    let attachment = try attachment(of: scene.pin)
    let visible = scene.view.visible
    let isDrawnAside = area != visible && !request.isRetry && !window.isAside
    if isDrawnAside {
      put(scene, attachment, through: area)
    } else {
      window.fill(area.subtracting(visible), window.barColour)
      put(
        scene, attachment, to: window.target, at: window.place(visible.x, visible.y),
        completes: true)
    }
    let ticket = Ticket(since: first, on: window.display)
    if isDrawnAside { window.sendFence() }
    return ticket
  }

  /// Draws the area aside, so that one request changes the window: nobody sees the bars of one
  /// picture beside the rest of another.
  private func put(_ scene: Scene, _ attachment: Attachment, through area: PixelRect) {
    let visible = scene.view.visible.from(x: area.x, y: area.y)
    window.withPixmap(of: Size(area)) { pixmap in
      window.fill(PixelRect(Size(area)).subtracting(visible), window.barColour, in: pixmap)
      put(scene, attachment, to: pixmap, at: (visible.x, visible.y), completes: false)
      window.copy(pixmap, to: area)
    }
  }

  private func put(
    _ scene: Scene, _ attachment: Attachment, to drawable: Drawable, at place: (x: Int, y: Int),
    completes: Bool
  ) {
    attachment.put(
      scene.view.crop, ofRowsAt: FrameInfo.pixelOffset, rowStride: scene.pin.frame.info.rowStride,
      as: window.format, to: drawable, at: place, context: window.context, completes: completes)
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
