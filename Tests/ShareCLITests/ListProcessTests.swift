import Glibc
import Linux
import TestSupport
import Testing

@testable import ShareCLI

/// The process that reads a list, whose file system may not answer.
@Suite("ListProcess") struct ListProcessTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// A list that is read by a shell script.
  private func process(_ script: String) throws -> ListProcess {
    let path = try folder.write(program: Array("#!/bin/sh\n\(script)\n".utf8), to: "reader")
    return try ListProcess("/l", by: PathBytes(Array(path.utf8)))
  }

  private static let silence = Failure(.trouble, "/l: its file system does not answer")

  @Test("a file system that never answers is given up")
  func mute() throws {
    let process = try process("exec sleep 1000")
    #expect(throws: Self.silence) { try process.isFile() }
  }

  @Test("so is one that falls silent before the file is read whole")
  func silent() throws {
    let process = try process(#"printf '\0\2a.png'; exec sleep 1000"#)
    #expect(try process.isFile())
    #expect(throws: Self.silence) { try process.contents() }
  }

  @Test("one that is slow is waited for, as long as it answers")
  func slow() throws {
    let process = try process(
      #"for i in 1 2 3 4 5 6; do printf '\0'; sleep 0.5; done; printf '\2a.png'"#)
    #expect(try process.isFile())
    #expect(try process.contents() == Array("a.png".utf8))
  }

  @Test("what ends without a list says why, and what was killed is told of")
  func ended() throws {
    let failed = try process(#"printf '\0'; exit 66"#)
    #expect(try failed.isFile())
    #expect(throws: Failure(.noInput, nil)) { try failed.contents() }
    let killed = try process(#"printf '\0'; kill -9 $$"#)
    #expect(try killed.isFile())
    #expect(throws: Failure(.trouble, "/l: what read it was killed (signal 9)")) {
      try killed.contents()
    }
  }

  @Test("a pipe may take its time")
  func pipe() throws {
    let process = try process(#"printf '\1\2a'; printf '.png\n'"#)
    #expect(try !process.isFile())
    var bytes: [UInt8] = []
    while let piece = try process.piece() { bytes += piece }
    #expect(bytes == Array("a.png\n".utf8))
    #expect(process.takeFailure() == nil)
  }
}
