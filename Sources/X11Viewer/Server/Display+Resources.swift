import CX11
import ViewerCore

/// X resources, by which a desktop says how it wants its programs to look.
extension Display {
  /// Dots per inch that text is to be drawn for, as the resources now say it.
  var textResolution: Double {
    let bytes = bytes(XA_RESOURCE_MANAGER, of: root, type: XA_STRING)
    return TextResolution.dotsPerInch(resources: String(decoding: bytes, as: UTF8.self))
  }

  /// The same as it was when the connection began, which costs no question.
  var resolutionAtStart: Double {
    guard let resources = XResourceManagerString(connection) else { return TextResolution.standard }
    return TextResolution.dotsPerInch(resources: String(cString: resources))
  }

  /// What a property of the root window says.
  enum PropertyUse: Hashable {
    case resources
    /// The colors of monitors.
    case profiles
  }

  /// Begins or ends the events that tell of such properties. All others of the root window come
  /// with them, so that they are for such times only in which they are needed.
  func watchProperties(for use: PropertyUse, _ isWanted: Bool) {
    if isWanted { propertyUses.insert(use) } else { propertyUses.remove(use) }
    watchRoot(for: PropertyChangeMask, !propertyUses.isEmpty)
  }
}
