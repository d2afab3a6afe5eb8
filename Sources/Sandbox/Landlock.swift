private import CLinux
internal import Linux

/// The kernel's rules about which files a process may touch: landlock(7), Linux 5.13.
///
/// Constants are those of <linux/landlock.h>; older headers lack the newer ones.
enum Landlock {
  /// `LANDLOCK_ACCESS_FS_*`.
  private struct Access: OptionSet {
    let rawValue: UInt64
    static let execute = Access(rawValue: 1 << 0)
    static let writeFile = Access(rawValue: 1 << 1)
    static let removeDirectory = Access(rawValue: 1 << 4)
    static let removeFile = Access(rawValue: 1 << 5)
    static let makeDevicesAndFiles = Access(rawValue: 0x7F << 6)  // MAKE_CHAR to MAKE_SYM
    static let makeDirectory = Access(rawValue: 1 << 7)
    static let makeRegularFile = Access(rawValue: 1 << 8)
    static let refer = Access(rawValue: 1 << 13)
    static let truncate = Access(rawValue: 1 << 14)
    static let deviceControl = Access(rawValue: 1 << 15)

    /// What is forbidden unless a rule allows it: all but reading.
    static func handled(by version: CInt) -> Access {
      var access: Access = [
        .execute, .writeFile, .removeDirectory, .removeFile, .makeDevicesAndFiles,
      ]
      if version >= 2 { access.insert(.refer) }
      if version >= 3 { access.insert(.truncate) }
      if version >= 5 { access.insert(.deviceControl) }
      return access
    }
  }

  /// Forbids this thread, and those that it starts, to change files elsewhere or run programs; and,
  /// where the kernel can, TCP, and signals and abstract sockets to the outside.
  static func restrict(to room: Confinement.Room) throws(SystemError) {
    let version = try check("landlock_create_ruleset") {
      clinux_landlock_create_ruleset(nil, 0, 1)  // LANDLOCK_CREATE_RULESET_VERSION
    }
    let ruleset = try makeRuleset(version)
    let files: Access = [.writeFile, .truncate, .makeRegularFile, .removeFile]
    let known = Access.handled(by: version)
    switch room {
    case .none: break
    case .files(let directory):
      try allow(files.intersection(known), at: directory, in: ruleset.number)
    case .tree(let directory):
      let tree = files.union([.makeDirectory, .removeDirectory])
      try allow(tree.intersection(known), at: directory, in: ruleset.number)
    }
    try allowDevNull(in: ruleset.number)
    try check("landlock_restrict_self") { clinux_landlock_restrict_self(ruleset.number) }
  }

  /// `struct landlock_ruleset_attr` has grown; a kernel refuses what it does not know.
  private static func makeRuleset(_ version: CInt) throws(SystemError) -> Descriptor {
    var attributes = [Access.handled(by: version).rawValue]
    if version >= 4 { attributes.append(0b11) }  // LANDLOCK_ACCESS_NET_BIND_TCP, _CONNECT_TCP
    if version >= 6 { attributes.append(0b11) }  // LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, _SIGNAL
    let byteCount = attributes.count * MemoryLayout<UInt64>.size
    return Descriptor(
      owning: try check("landlock_create_ruleset") {
        clinux_landlock_create_ruleset(attributes, byteCount, 0)
      })
  }

  /// Libraries are silenced with it.
  private static func allowDevNull(in ruleset: CInt) throws(SystemError) {
    guard let null = try? Descriptor(opening: "/dev/null") else { return }
    try allow(.writeFile, at: null.number, in: ruleset)
  }

  private static func allow(
    _ access: Access, at descriptor: CInt, in ruleset: CInt
  ) throws(SystemError) {
    // `struct landlock_path_beneath_attr`, which is packed: 64 bits of rights, 32 of descriptor.
    var attributes: [UInt8] = []
    withUnsafeBytes(of: access.rawValue) { attributes += $0 }
    withUnsafeBytes(of: descriptor) { attributes += $0 }
    try check("landlock_add_rule") {
      clinux_landlock_add_rule(ruleset, 1, attributes)  // LANDLOCK_RULE_PATH_BENEATH
    }
  }
}
