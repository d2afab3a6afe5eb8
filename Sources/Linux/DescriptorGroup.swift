private import CLinux
private import Glibc

/// Several descriptors behind one, for a loop that must not know them: epoll(7).
package struct DescriptorGroup: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Readable while one of the members is ready.
  package var number: CInt { descriptor.number }

  /// A group without members. The corresponding C function is `epoll_create1`.
  package init() throws(SystemError) {
    descriptor = Descriptor(
      owning: try check("epoll_create1") { clinux_epoll_create1(CInt(CLINUX_EPOLL_CLOEXEC)) })
  }

  /// Adds a member that counts while it is readable; its closing takes it out.
  package func add(readable member: CInt) throws(SystemError) {
    try check("epoll_ctl") { clinux_epoll_add_readable(number, member) }
  }

  /// Adds a member that counts while it has urgent news.
  package func add(urgent member: CInt) throws(SystemError) {
    try check("epoll_ctl") { clinux_epoll_add_urgent(number, member) }
  }
}
