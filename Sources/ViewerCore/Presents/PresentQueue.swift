package import Pixels
import ShmChannel

/// The pixmaps by which what is drawn gets into the window at a vertical blank, and what the X
/// server has been asked to do with them (presentproto.txt): a value that knows no X.
///
/// Each draw request goes into a pixmap of the window's size, which then holds all of the window,
/// and is presented once the server has executed it. Of what it is given before one vertical blank
/// the server shows the newest, and skips the rest. It tells of each what has become of it, and
/// when the pixmap may be drawn into again.
package struct PresentQueue: Sendable {
  /// A pixmap; no two have the same number.
  package struct Key: Hashable, Sendable { package let number: Int }

  /// Where a draw request goes.
  package enum Target: Equatable, Sendable {
    /// Into the window itself, which is too large for pixmaps, or the server keeps all of them.
    case window
    case pixmap(Key, Preparation)
  }

  /// What makes a pixmap like the window before it is drawn into.
  package struct Preparation: Equatable, Sendable {
    /// Whether it has to be made.
    package var isNew: Bool
    /// What it lacks outside of what is drawn.
    package var missing: [PixelRect]
    /// Where that is copied from; nil: it is bars.
    package var source: Key?
  }

  /// What a pixmap shows that was not shown before.
  package enum Subject: Equatable, Sendable {
    case frame(FrameKey)
    /// A step of a fade.
    case step
    /// No frame.
    case words
  }

  /// What is to be presented.
  package struct Order: Equatable, Sendable {
    package let pixmap: Key
    package let serial: UInt32
  }

  struct Slot: Sendable {
    /// What it lacks of the newest that was drawn, or holds of something older.
    var stale: PixelRect
    /// The present that the server may still read it for; nil for one that is idle.
    var serial: UInt32?
  }

  struct Pending: Sendable {
    let subject: Subject
    let deadline: Instant
    /// Whether it has been told already what has become of it.
    var isTold = false
    /// Whether something newer has been drawn into the window itself.
    var isOvertaken = false
  }

  private struct Drawing: Sendable {
    /// Nil for the window.
    let key: Key?
    let area: PixelRect
  }

  /// How long the server may take to say what has become of a present. One whose screen is off
  /// takes a second, and nobody is to wait for that.
  package static let patience = Duration.milliseconds(250)
  /// One on the screen, one that waits for the vertical blank, one that was skipped and is not
  /// known to be, and one to draw into.
  static let mostPixmaps = 4
  /// Bytes of a window, as display rows, that pixmaps are made for: a screen of 7680x4320.
  static let mostBytes = 128 << 20

  var slots: [Key: Slot] = [:]
  var pending: [UInt32: Pending] = [:]
  /// The pixmap that was drawn into last; nil where that was the window, or failed.
  private(set) var newest: Key?
  /// The newest present.
  private(set) var serial: UInt32
  /// Whether the server has skipped the newest present, for one of another client.
  var wasOusted = false
  private var drawing: Drawing?
  private var size = Size(width: 0, height: 0)
  private var madeCount = 0
  private var dropped: [Key] = []
  /// Whether the window holds what was drawn last, and no pixmap does.
  private var isDirect = false

  /// No pixmap is there yet.
  ///
  /// - Parameter serial: What presents are counted from. Others can present to the window as well,
  ///   and are not to know the numbers of ours.
  package init(countingFrom serial: UInt32) { self.serial = serial }

  /// Whether what the next draw request goes into is, or will be, like what was drawn last, so that
  /// only what has changed has to be drawn.
  package func isWhole(in size: Size) -> Bool {
    if takesPixmaps(size) { return self.size == size && newest != nil }
    // What was presented before may still come over what has been drawn since.
    return isDirect && !pending.values.contains(where: \.isOvertaken)
  }

  /// Whether no pixmaps are made for a window of that size: it is drawn into as it is.
  package static func isTooLarge(_ size: Size) -> Bool { size.layout.byteCount > mostBytes }

  private func takesPixmaps(_ size: Size) -> Bool {
    !Self.isTooLarge(size) && (size != self.size || hasRoom)
  }

  private var hasRoom: Bool {
    slots.count < Self.mostPixmaps || slots.values.contains { $0.serial == nil }
  }

  /// An area of a window of that size is about to be drawn. What was begun before and not ended is
  /// given up.
  package mutating func begin(_ area: PixelRect, in size: Size) -> Target {
    cancel()
    if size != self.size { forgetPixmaps(madeFor: size) }
    guard takesPixmaps(size) else {
      drawing = Drawing(key: nil, area: area)
      return .window
    }
    let key = freePixmap()
    drawing = Drawing(key: key, area: area)
    let stale = slots[key]?.stale ?? PixelRect(size)
    let isNew = slots.updateValue(Slot(stale: PixelRect.nothing), forKey: key) == nil
    return .pixmap(
      key,
      Preparation(
        isNew: isNew, missing: stale.subtracting(area), source: newest == key ? nil : newest))
  }

  /// The one that lacks least, so that least is copied; a new one where the server has all.
  private mutating func freePixmap() -> Key {
    let idle = slots.filter { $0.value.serial == nil }
    if let newest, idle[newest] != nil { return newest }
    let best = idle.min {
      ($0.value.stale.pixelCount, $0.key.number) < ($1.value.stale.pixelCount, $1.key.number)
    }
    if let best { return best.key }
    madeCount += 1
    return Key(number: madeCount)
  }

  /// The server has executed the draw request.
  ///
  /// - Returns: what is to be presented; nil where the window holds it already.
  package mutating func end(_ subject: Subject, at now: Instant) -> Order? {
    guard let drawing else { return nil }
    self.drawing = nil
    guard let key = drawing.key else {
      overtake()
      return nil
    }
    slots = slots.mapValues { Slot(stale: $0.stale.union(drawing.area), serial: $0.serial) }
    slots[key]?.stale = .nothing
    (newest, isDirect) = (key, false)
    serial &+= 1
    slots[key]?.serial = serial
    pending[serial] = Pending(subject: subject, deadline: now + Self.patience)
    return Order(pixmap: key, serial: serial)
  }

  /// The window has been drawn into: what is presented from now on was older.
  private mutating func overtake() {
    for key in slots.keys { slots[key]?.stale = PixelRect(size) }
    for serial in pending.keys { pending[serial]?.isOvertaken = true }
    (newest, isDirect) = (nil, true)
  }

  /// What was begun has failed, and may have been drawn in part.
  package mutating func cancel() {
    guard let drawing else { return }
    self.drawing = nil
    guard let key = drawing.key else { return isDirect = false }
    slots[key]?.stale = PixelRect(size)
    if newest == key { newest = nil }
  }

  /// The pixmap that holds all of a window of that size, as it was drawn last.
  package func whole(in size: Size) -> Key? {
    guard size == self.size, let newest, drawing?.key != newest else { return nil }
    return newest
  }

  private mutating func forgetPixmaps(madeFor size: Size) {
    dropped += slots.keys
    (slots, newest, isDirect) = ([:], nil, false)
    self.size = size
  }

  /// Pixmaps that are not needed any longer; the server keeps what it still reads.
  package mutating func takeDropped() -> [Key] {
    defer { dropped = [] }
    return dropped
  }

  /// Lets go of what is idle, but for one pixmap beside the newest.
  mutating func dropSpare() {
    let spare = slots.filter { $0.value.serial == nil && $0.key != newest }.keys
      .filter { $0 != drawing?.key }.sorted { $0.number < $1.number }
    for key in spare.dropFirst() {
      slots[key] = nil
      dropped.append(key)
    }
  }

  /// Nothing is presented any longer; what is pending is over.
  package mutating func giveUp(at now: Instant) -> [Outcome] {
    cancel()
    defer { pending = [:] }
    forgetPixmaps(madeFor: Size(width: 0, height: 0))
    return settle(pending.keys, at: now)
  }
}

extension PixelRect {
  fileprivate static let nothing = PixelRect(x: 0, y: 0, width: 0, height: 0)

  fileprivate var pixelCount: Int { isEmpty ? 0 : width * height }
}
