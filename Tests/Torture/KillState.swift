import Glibc
import ShmChannel
import TestSupport

/// A state that a program leaves which is killed right after a certain system call.
struct KillState: Sendable {
  let name: String
  /// Whether the call is the one, in strace's words with paths.
  let follows: @Sendable (SystemCall) -> Bool
  /// Whether what stands in the root is that state.
  let isReached: @Sendable (Stage) throws -> Bool

  /// States of a publisher that has found no frame which fits, in their order.
  static let publishing = [
    KillState(name: "its serial was taken") {
      $0.name == "pwrite64" && $0.line.contains("/control>") && $0.line.contains(", 8, 48) = 8")
    } isReached: { stage in
      // PROTOCOL.md, section 4: the next serial.
      let next = Folder.contents(stage.rootPath + "/default/control").number(at: 48)
      return try (stage.frameSizes().keys.max() ?? 0) + 1 < next
    },
    KillState(name: "its file was made") {
      $0.name == "openat" && $0.line.contains("O_CREAT") && $0.line.contains("\"frame-")
    } isReached: { stage in
      try stage.frameSizes().values.contains { $0.byteCount == 0 }
    },
    KillState(name: "a frame was punched, and not deleted") {
      $0.name == "fallocate" && $0.line.contains("FALLOC_FL_PUNCH_HOLE")
    } isReached: { stage in
      try stage.frameSizes().values.contains(where: \.isPunched)
    },
    KillState(name: "its pixels were written") {
      $0.name == "pwrite64" && $0.line.contains("/frame-") && $0.line.contains(", 4096) = ")
    } isReached: { stage in
      try stage.frameSizes().values.contains { $0.byteCount > 4096 && $0.generation == 0 }
    },
    KillState(name: "its header was written") {
      $0.name == "pwrite64" && $0.line.contains("/frame-") && $0.line.contains("SHMVFRAM")
    } isReached: { stage in
      let latest = Folder.contents(stage.rootPath + "/default/control").number(at: 32)
      return try stage.frameSizes().values.contains { $0.generation == latest + 1 }
    },
  ]

  /// States of a program that makes a channel.
  static let making = [
    KillState(name: "its directory was made") {
      $0.name == "mkdirat" && $0.line.contains("\".new-")
    } isReached: { stage in
      stage.leftovers(".new-") == [[]]
    },
    KillState(name: "all but the name was made") {
      $0.name == "mkdirat" && $0.line.contains("/.new-") && $0.line.contains("\"viewers\"")
    } isReached: { stage in
      stage.leftovers(".new-") == [["control", "lock", "viewers"]]
    },
  ]

  /// States of `rm`.
  static let removing = [
    KillState(name: "its name was taken away") {
      $0.name == "renameat2" && $0.line.contains("\".dead-")
    } isReached: { stage in
      stage.leftovers(".dead-").first?.contains("control") == true
    },
    KillState(name: "control was deleted") {
      $0.name == "unlinkat" && $0.line.contains("\"control\"")
    } isReached: { stage in
      stage.leftovers(".dead-").first?.contains("control") == false
    },
    KillState(name: "a frame of it was punched, and not deleted") {
      $0.name == "fallocate" && $0.line.contains("FALLOC_FL_PUNCH_HOLE")
    } isReached: { stage in
      let dead = stage.leftovers().first { $0.hasPrefix(".dead-") } ?? ""
      return try stage.frameSizes(dead).values.contains(where: \.isPunched)
    },
  ]
}

/// What stat(2) and its header say of a frame file.
private struct FrameFile {
  let byteCount: Int
  let blockCount: Int
  let generation: UInt64

  /// Whether no more than a page of it is left, which it ends in.
  var isPunched: Bool { byteCount > 4096 && blockCount * 512 <= 4096 }
}

extension Stage {
  /// The frame files of a directory in the root, by their serials.
  fileprivate func frameSizes(_ directory: String = "default") throws -> [UInt64: FrameFile] {
    var files: [UInt64: FrameFile] = [:]
    for name in frames(directory) {
      let path = rootPath + "/" + directory + "/" + name
      var status = stat()
      guard let serial = UInt64(name.dropFirst(6)), stat(path, &status) == 0 else {
        throw TestFailure("\(path) is not a frame file")
      }
      files[serial] = FrameFile(
        byteCount: Int(status.st_size), blockCount: Int(status.st_blocks),
        generation: Folder.contents(path).number(at: 32))  // PROTOCOL.md, section 5
    }
    return files
  }

  /// What lies in each directory of the root whose name begins so.
  fileprivate func leftovers(_ prefix: String) -> [[String]] {
    leftovers().filter { $0.hasPrefix(prefix) }.map { Folder.entries(rootPath + "/" + $0) }
  }
}

extension [UInt8] {
  /// The eight bytes from an offset on, the lowest first; 0 where there are none.
  fileprivate func number(at offset: Int) -> UInt64 {
    dropFirst(offset).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
