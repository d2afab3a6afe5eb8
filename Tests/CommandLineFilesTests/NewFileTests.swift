import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import CommandLineFiles

@Suite("NewFile")
struct NewFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private var prefix: [CChar] { path("").dropLast() }

  @Test("until it is complete it has no name, or a temporary one", arguments: [true, false])
  func names(canBeUnnamed: Bool) throws {
    var file = try NewFile(in: prefix, canBeUnnamed: canBeUnnamed)
    #expect(names.count == (canBeUnnamed ? 0 : 1))
    #expect(names.allSatisfy { $0.hasPrefix(".shmview-") })
    _ = try file.descriptor.writeAll([1, 2])
    try file.move(to: path("new"))
    #expect(names == ["new"])
    #expect(Folder.contents("\(folder.path)/new") == [1, 2])
  }

  @Test("what had its path is replaced", arguments: [true, false])
  func replaced(canBeUnnamed: Bool) throws {
    try folder.write([1, 2, 3], to: "old")
    var file = try NewFile(in: prefix, canBeUnnamed: canBeUnnamed)
    _ = try file.descriptor.writeAll([4])
    try file.move(to: path("old"))
    #expect(names == ["old"])
    #expect(Folder.contents("\(folder.path)/old") == [4])
  }

  @Test("nothing is left of one that is given up", arguments: [true, false])
  func givenUp(canBeUnnamed: Bool) throws {
    do {
      let file = try NewFile(in: prefix, canBeUnnamed: canBeUnnamed)
      _ = try file.descriptor.writeAll([4])
    }
    #expect(names.isEmpty)
  }

  @Test("nothing is left when its path cannot be had", arguments: [true, false])
  func noPlace(canBeUnnamed: Bool) throws {
    mkdir("\(folder.path)/folder", 0o700)
    defer { rmdir("\(folder.path)/folder") }
    #expect(throws: Errno.isDirectory) {
      var file = try NewFile(in: prefix, canBeUnnamed: canBeUnnamed)
      try file.move(to: path("folder"))
    }
    #expect(names == ["folder"])
  }

  @Test("a folder that is not there is the error", arguments: [true, false])
  func noFolder(canBeUnnamed: Bool) {
    #expect(throws: Errno.noSuchFileOrDirectory) {
      _ = try NewFile(in: path("none/").dropLast(), canBeUnnamed: canBeUnnamed).descriptor
    }
  }

  private func path(_ name: String) -> [CChar] { Array("\(folder.path)/\(name)".utf8CString) }

  private var names: [String] { Folder.entries(folder.path) }
}
