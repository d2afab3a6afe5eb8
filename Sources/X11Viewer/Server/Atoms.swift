import CX11
import Glibc

/// The names that the window speaks to window managers with (ICCCM, EWMH), as numbers.
struct Atoms {
  /// An atom that `X.h` does not define.
  enum Name: String, CaseIterable {
    case wmProtocols = "WM_PROTOCOLS"
    case wmDeleteWindow = "WM_DELETE_WINDOW"
    case wmState = "WM_STATE"
    case ping = "_NET_WM_PING"
    case pid = "_NET_WM_PID"
    case title = "_NET_WM_NAME"
    case iconTitle = "_NET_WM_ICON_NAME"
    case icon = "_NET_WM_ICON"
    case utf8 = "UTF8_STRING"
    case state = "_NET_WM_STATE"
    case fullscreen = "_NET_WM_STATE_FULLSCREEN"
    case activeWindow = "_NET_ACTIVE_WINDOW"
    case supported = "_NET_SUPPORTED"
    case managerCheck = "_NET_SUPPORTING_WM_CHECK"
    case maximizedAcross = "_NET_WM_STATE_MAXIMIZED_HORZ"
    case maximizedUp = "_NET_WM_STATE_MAXIMIZED_VERT"
    case fullscreenMonitors = "_NET_WM_FULLSCREEN_MONITORS"
    case windowType = "_NET_WM_WINDOW_TYPE"
    case normalType = "_NET_WM_WINDOW_TYPE_NORMAL"
    case bypassCompositor = "_NET_WM_BYPASS_COMPOSITOR"
    case userTime = "_NET_WM_USER_TIME"
    case startupID = "_NET_STARTUP_ID"
    case startupBegin = "_NET_STARTUP_INFO_BEGIN"
    case startupInfo = "_NET_STARTUP_INFO"
    case syncRequest = "_NET_WM_SYNC_REQUEST"
    case syncCounter = "_NET_WM_SYNC_REQUEST_COUNTER"
    case clipboard = "CLIPBOARD"
    case targets = "TARGETS"
    case multiple = "MULTIPLE"
    case timestamp = "TIMESTAMP"
    case text = "TEXT"
    case plainText = "text/plain;charset=utf-8"
    case atomPair = "ATOM_PAIR"
    case incremental = "INCR"
    case dropAware = "XdndAware"
    case dropEnter = "XdndEnter"
    case dropPosition = "XdndPosition"
    case dropStatus = "XdndStatus"
    case dropLeave = "XdndLeave"
    case drop = "XdndDrop"
    case dropFinished = "XdndFinished"
    case dropSelection = "XdndSelection"
    case dropTypes = "XdndTypeList"
    case dropCopy = "XdndActionCopy"
    case uriList = "text/uri-list"
    /// Our own: where what was dropped arrives.
    case dropped = "_SHMVIEW_DROPPED"
    /// Our own: tells us by an event how far the server has come.
    case fence = "_SHMVIEW_FENCE"
    /// Our own: which window has switched the monitors off, and whether power saving was on before.
    case monitorsOff = "_SHMVIEW_MONITORS_OFF"
  }

  private let numbers: [Name: Atom]

  /// Asks for all of them at once.
  init(_ connection: OpaquePointer) {
    var numbers: [Name: Atom] = [:]
    var names = Name.allCases.map { strdup($0.rawValue) }
    var atoms = [Atom](repeating: 0, count: names.count)
    XInternAtoms(connection, &names, CInt(names.count), False, &atoms)
    for (name, atom) in zip(Name.allCases, atoms) { numbers[name] = atom }
    for name in names { free(name) }
    self.numbers = numbers
  }

  /// The number of a name; `None` (which no request takes) after the connection broke.
  subscript(name: Name) -> Atom { numbers[name] ?? 0 }
}
