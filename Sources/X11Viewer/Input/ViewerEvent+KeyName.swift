import CX11
import ShmChannel

extension ViewerEvent {
  /// The same with the name that Xlib has for its key.
  var withKeyName: ViewerEvent {
    guard kind == .key, let name = XKeysymToString(KeySym(code)) else { return self }
    var event = self
    event.keyName = String(cString: name)
    return event
  }
}
