import CX11
import CXlib
import Glibc
import Linux
import ViewerCore

/// The connection to the X server, closed when the last user of it goes. One thread only.
final class Display {
  /// For Xlib calls while this object lives.
  let connection: OpaquePointer
  /// The same connection for calls that only xcb has.
  let xcb: OpaquePointer
  /// The screen that the display's name says.
  let screen: CInt
  let root: CX11::Window
  let atoms: Atoms
  /// Whether the connection broke, or was left; every further Xlib call does nothing then.
  private(set) var isDead = false
  /// Whether it was left, and the connection was whole then.
  private var isLeft = false
  /// Whether there may be something to read, as poll(2) last said.
  var isReadable = true
  /// The bytes that had been read when events were last looked for; see `Display+Events.swift`.
  var received: UInt64 = 0
  /// What the properties of the root window are watched for.
  var propertyUses: Set<PropertyUse> = []
  /// What changes of the screen and its monitors are watched for; see `Monitor.swift`.
  var screenUses: Set<ScreenUse> = []
  /// Of Xlib's buffer, while the connection is Xlib's.
  private let bufferEnd: UnsafeMutablePointer<CChar>
  /// What the root window is watched for: event masks of `X.h`.
  private var rootEvents = NoEventMask

  /// Connects to the server of that name, or to the one that `DISPLAY` names.
  init(name: String? = nil) throws(ViewerError) {
    guard let connection = XOpenDisplay(name) else {
      let name = name ?? getenv("DISPLAY").map { String(cString: $0) } ?? ""
      if let refusal = DisplayRefusal.find(for: name) { throw .refused(refusal) }
      throw .noDisplay(name: name.isEmpty ? nil : name)
    }
    self.connection = connection
    bufferEnd = cxlib_buffer_end(connection)
    xcb = XGetXCBConnection(connection)
    screen = XDefaultScreen(connection)
    root = XRootWindow(connection, screen)
    atoms = Atoms(connection)
    Refusal.record()
    surviveDeath()
  }

  deinit {
    // Closing says good-bye to the server, which must not be tried on a broken connection.
    if !isDead { XCloseDisplay(connection) }
  }

  /// Leaves the server without waiting for it, which may hang: sends what waits to be sent if there
  /// is room, and has nothing more be asked. Once the process ends, the server frees all that it
  /// has.
  func leave() {
    flush()
    isLeft = !isDead
    isDead = true
  }

  /// Waits until a server that was left has executed all that it was asked for, such as to switch
  /// the monitors on: one that finds a connection closed reads no more from it (Xorg, on EPOLLHUP).
  /// A server that stands still is given up after that time.
  func awaitExecution(within patience: Duration) {
    guard isLeft, xcb_connection_has_error(xcb) == 0 else { return }
    let deadline = Deadline(after: patience)
    guard (try? Readiness.writable.wait(on: descriptor, until: deadline)) == .writable else {
      return
    }
    let request = xcb_get_input_focus(xcb).sequence  // any that is answered
    xcb_flush(xcb)
    var (reply, error): (UnsafeMutableRawPointer?, UnsafeMutablePointer<xcb_generic_error_t>?)
    repeat {
      if xcb_poll_for_reply(xcb, request, &reply, &error) != 0 { break }
      _ = try? Readiness.readable.wait(on: descriptor, until: deadline)
    } while !deadline.hasPassed && xcb_connection_has_error(xcb) == 0
    free(reply)
    free(error)
  }

  /// Has the server begin with what waits to be sent, if it takes that without being waited for.
  func flush() {
    if isDead { return }
    // Writable means room for more than Xlib keeps back.
    if Readiness.writable.now(of: descriptor) == .writable { send() }
  }

  /// Begins or ends some kinds of events of the root window, and leaves the others as they are.
  func watchRoot(for mask: Int, _ isWanted: Bool) {
    if isWanted { rootEvents |= mask } else { rootEvents &= ~mask }
    XSelectInput(connection, root, rootEvents)
  }

  /// The display's name, for messages.
  var name: String { XDisplayString(connection).map { String(cString: $0) } ?? "" }

  /// The descriptor to poll.
  var descriptor: CInt { XConnectionNumber(connection) }

  /// The whole screen; a part of it may be shown on each monitor.
  var size: Size {
    Size(
      width: Int(XDisplayWidth(connection, screen)),
      height: Int(XDisplayHeight(connection, screen)))
  }

  /// The serial of the last request that was issued, as an error or an event will name it.
  var lastSerial: UInt { XNextRequest(connection) - 1 }

  /// Whether descriptors can be handed to the server: only a Unix socket carries them.
  var carriesDescriptors: Bool {
    var address = sockaddr()
    var length = socklen_t(MemoryLayout<sockaddr>.size)
    return getsockname(descriptor, &address, &length) == 0
      && CInt(address.sa_family) == AF_UNIX
  }

  /// By default Xlib ends the process when the connection breaks; handlers that return keep it.
  private func surviveDeath() {
    XSetIOErrorHandler { _ in 0 }
    XSetIOErrorExitHandler(
      connection,
      { _, display in
        guard let display else { return }
        Unmanaged<Display>.fromOpaque(display).takeUnretainedValue().die()
      },
      Unmanaged.passUnretained(self).toOpaque())  // the connection ends before this object does
  }

  /// What is asked for from now on is written into Xlib's buffer, and never sent.
  private func die() {
    isDead = true
    cxlib_empty_buffer(connection, bufferEnd)
  }
}
