import Glibc
import Linux
import SystemPackage
import TestSupport
import Testing

@testable import CommandLineFiles

@Suite("NewFile")
struct NewFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private var prefix: PathBytes { path("") }

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
    #expect(throws: SystemError("rename", "\(folder.path)/folder", errno: .isDirectory)) {
      var file = try NewFile(in: prefix, canBeUnnamed: canBeUnnamed)
      try file.move(to: path("folder"))
    }
    #expect(names == ["folder"])
  }

  @Test("a folder that is not there is the error", arguments: [true, false])
  func noFolder(canBeUnnamed: Bool) {
    let error = #expect(throws: SystemError.self) {
      _ = try NewFile(in: path("none/"), canBeUnnamed: canBeUnnamed).descriptor
    }
    #expect(error?.errno == .noSuchFileOrDirectory)
  }

  private func path(_ name: String) -> PathBytes { PathBytes("\(folder.path)/\(name)") }

  private var names: [String] { Folder.entries(folder.path) }
}
