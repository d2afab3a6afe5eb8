/// The X server's time in milliseconds, which begins at zero again after 49 days (`Time`, X.h).
package struct ServerTime: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }
}
