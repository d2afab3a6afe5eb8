import Linux
import SystemPackage
import Testing

@Suite struct SystemErrorTests {
  @Test("a failed call says what it was about, why, and which it was")
  func words() {
    let error = #expect(throws: SystemError.self) {
      _ = try Descriptor(opening: "/nowhere/at all").number
    }
    #expect(error == SystemError("openat", "/nowhere/at all", errno: .noSuchFileOrDirectory))
    #expect(error?.description == "/nowhere/at all: No such file or directory (openat)")
    #expect(SystemError("ppoll", errno: .noMemory).description == "ppoll: Cannot allocate memory")
  }

  @Test("what is not there is nil, and any other failure stays one")
  func presence() throws {
    let status = { (path: PathBytes) throws(SystemError) in
      try ifPresent { () throws(SystemError) in try FileStatus(at: path) }
    }
    #expect(try status("/nowhere") == nil)
    #expect(try status("/")?.isDirectory == true)
    let error = #expect(throws: SystemError.self) { try status("/dev/null/nothing") }
    #expect(error?.errno == .notDirectory)
  }
}
