private import Glibc

/// What this machine calls itself.
package enum HostName {
  /// Its bytes; none where the system does not tell. The corresponding C function is `gethostname`.
  package static var bytes: [UInt8] {
    // The last byte stays zero: a name that is too long comes without (gethostname(2)).
    var name = [CChar](repeating: 0, count: Int(HOST_NAME_MAX) + 1)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return [] }
    return name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
  }

  /// The same as text.
  package static var text: String { String(decoding: bytes, as: UTF8.self) }
}
