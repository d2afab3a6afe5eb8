private import Glibc
private import SystemPackage

/// A System V shared memory segment, which stays until it is removed: sysvipc(7).
package struct SharedSegment: Hashable, Sendable {
  /// What shmctl(2), `IPC_STAT`, tells of a segment.
  package struct Status: Hashable, Sendable {
    package let byteCount: Int
    /// How many times it is attached.
    package let attachments: Int
    /// The process that attached or detached it last.
    package let lastUser: CInt
    /// When it was made, or its owner changed: seconds since 1970.
    package let changed: Int
    package let owner: UInt32
  }

  /// The kernel's number.
  package let id: CInt

  /// The segment of a key; nil if there is none. The corresponding C function is `shmget`.
  package init?(of key: SystemVKey) throws(SystemError) {
    let found = try ifPresent { () throws(SystemError) in
      try check("shmget") { shmget(key.number, 0, 0) }
    }
    guard let found else { return nil }
    id = found
  }

  /// Makes it, filled with zeros and for its user alone; `EEXIST` if the key has one.
  package init(making key: SystemVKey, byteCount: Int) throws(SystemError) {
    id = try check("shmget") { shmget(key.number, byteCount, IPC_CREAT | IPC_EXCL | 0o600) }
  }

  /// What the kernel tells of it; nil once it is removed.
  package func status() throws(SystemError) -> Status? {
    var raw = shmid_ds()
    let result = try ifNotRemoved { () throws(SystemError) in
      try check("shmctl") { unsafe shmctl(id, IPC_STAT, &raw) }
    }
    guard result != nil else { return nil }
    return Status(
      byteCount: raw.shm_segsz, attachments: Int(raw.shm_nattch), lastUser: raw.shm_lpid,
      changed: raw.shm_ctime, owner: raw.shm_perm.uid)
  }

  /// Takes its key away, and its memory as soon as nobody has it attached.
  package func remove() throws(SystemError) {
    try ifNotRemoved { () throws(SystemError) in
      try check("shmctl") { shmctl(id, IPC_RMID, nil) }
    }
  }
}

/// Runs `body`, and gives nil when the System V object that it is about has been removed.
@discardableResult
func ifNotRemoved<Result>(
  _ body: () throws(SystemError) -> Result
) throws(SystemError) -> Result? {
  do { return try body() } catch {
    guard error.isRemoval else { throw error }
    return nil
  }
}

extension SystemError {
  /// Whether a System V object has been removed: before the call, or while it waited.
  package var isRemoval: Bool { errno == .invalidArgument || errno == Errno(rawValue: EIDRM) }
}
